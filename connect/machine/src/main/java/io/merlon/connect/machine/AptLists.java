package io.merlon.connect.machine;

import io.merlon.vulnerability.version.VersionOrder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * The package lists that apt fetched last, read as they lie there, plain, gzip or LZ4.
 *
 * @param asOf when apt last fetched lists
 * @param missing sources that are configured but of which there is no list
 */
record AptLists(List<AptRelease> releases, List<String> lists, Instant asOf, List<String> missing) {
  private static final String FOLDER = "/var/lib/apt/lists";
  private static final Set<String> FIELDS = Set.of("Package", "Version", "Architecture");
  private static final Set<String> SOURCE_FIELDS = Set.of("Types", "URIs", "Suites", "Enabled");

  /** A version of a package that an archive has. */
  record Available(String name, String version, String architecture, AptRelease release) {}

  static AptLists read(MachineFiles files) throws IOException {
    List<String> names = files.names(FOLDER);
    Set<String> sources = sources(files);
    List<AptRelease> releases = new ArrayList<>();
    for (String name : names) {
      if (name.endsWith("_InRelease") || name.endsWith("_Release")) {
        String prefix = name.substring(0, name.lastIndexOf('_') + 1);
        if (sources.contains(prefix)) {
          releases.add(AptRelease.of(prefix, files.text(FOLDER + "/" + name).orElse("")));
        }
      }
    }
    List<String> missing =
        sources.stream()
            .filter(s -> releases.stream().noneMatch(r -> r.prefix().equals(s)))
            .toList();
    List<String> lists =
        names.stream().filter(n -> n.contains("_Packages")).map(n -> FOLDER + "/" + n).toList();
    return new AptLists(releases, lists, asOf(files), missing);
  }

  /** apt renames what it fetched into place, so the folders' own times tell when it last did. */
  private static Instant asOf(MachineFiles files) throws IOException {
    Instant latest = Instant.EPOCH;
    for (String path :
        List.of(FOLDER, FOLDER + "/partial", "/var/lib/apt/periodic/update-success-stamp")) {
      if (files.exists(path)) {
        Instant time = Files.getLastModifiedTime(files.resolve(path)).toInstant();
        latest = time.isAfter(latest) ? time : latest;
      }
    }
    return latest;
  }

  /** What the file names of each configured source's lists begin with. */
  private static Set<String> sources(MachineFiles files) throws IOException {
    Set<String> prefixes = new TreeSet<>();
    List<String> oneLine = new ArrayList<>(files.paths("/etc/apt/sources.list.d", ".list"));
    oneLine.add("/etc/apt/sources.list");
    for (String path : oneLine) {
      for (String line : Texts.settings(files.text(path).orElse(""))) {
        String plain = line.replaceFirst("\\[[^\\]]*\\]", " ");
        List<String> words = Texts.words(plain);
        if (words.size() > 2 && words.getFirst().equals("deb")) {
          prefixes.add(prefix(words.get(1), words.get(2)));
        }
      }
    }
    for (String path : files.paths("/etc/apt/sources.list.d", ".sources")) {
      try (BufferedReader lines =
          new BufferedReader(new StringReader(files.text(path).orElse("")))) {
        ControlFile.read(
            lines,
            SOURCE_FIELDS,
            source -> {
              boolean binary = Texts.words(source.getOrDefault("Types", "")).contains("deb");
              if (binary && !source.getOrDefault("Enabled", "yes").equalsIgnoreCase("no")) {
                for (String uri : Texts.words(source.getOrDefault("URIs", ""))) {
                  Texts.words(source.getOrDefault("Suites", ""))
                      .forEach(s -> prefixes.add(prefix(uri, s)));
                }
              }
            });
      }
    }
    return prefixes;
  }

  private static String prefix(String uri, String suite) {
    String address =
        uri.replaceFirst("^[a-z+]+:/*", "").replaceFirst("^[^/@]*@", "").replaceFirst("/+$", "");
    String path = suite.endsWith("/") ? address + "/" + suite : address + "/dists/" + suite + "/";
    return path.replace("_", "%5f").replaceAll("/+", "_");
  }

  /** Gives every version that the lists have of these packages. */
  void read(MachineFiles files, Set<String> packages, Consumer<Available> each) throws IOException {
    for (String list : lists) {
      String name = list.substring(FOLDER.length() + 1);
      Optional<AptRelease> release =
          releases.stream().filter(r -> name.startsWith(r.prefix())).findFirst();
      if (release.isPresent()) {
        AptRelease of = release.get();
        try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(open(files, list), StandardCharsets.UTF_8), 1 << 16)) {
          ControlFile.read(
              lines,
              FIELDS,
              p -> {
                String found = p.getOrDefault("Package", "");
                if (packages.contains(found)) {
                  each.accept(
                      new Available(
                          found,
                          p.getOrDefault("Version", ""),
                          p.getOrDefault("Architecture", ""),
                          of));
                }
              });
        } catch (IOException e) {
          throw new IOException(list + ": " + FactSink.reason(e), e);
        }
      }
    }
  }

  private static InputStream open(MachineFiles files, String list) throws IOException {
    if (files.state(list).filter(FileState::isRegular).isEmpty()) {
      throw new IOException("not a regular file, not opened");
    }
    InputStream raw = Files.newInputStream(files.resolve(list));
    if (list.endsWith(".lz4")) {
      return new Lz4FrameInputStream(new java.io.BufferedInputStream(raw, 1 << 16));
    }
    if (list.endsWith(".gz")) {
      return new GZIPInputStream(raw, 1 << 16);
    }
    if (!list.endsWith("_Packages")) {
      raw.close();
      throw new IOException("compressed in a way that is not read here");
    }
    return raw;
  }

  /** The candidate of a package: the highest priority, then the highest version. */
  static Optional<Available> candidate(List<Available> versions, List<AptPin> pins) {
    Map<Available, Integer> priorities = new HashMap<>();
    versions.forEach(v -> priorities.put(v, priority(v, pins)));
    return versions.stream()
        .filter(v -> priorities.getOrDefault(v, 0) >= 100) // what is installed has 100
        .max((a, b) -> {
          int order = Integer.compare(priorities.getOrDefault(a, 0), priorities.getOrDefault(b, 0));
          return order != 0 ? order : VersionOrder.DEBIAN.compare(a.version(), b.version());
        });
  }

  private static int priority(Available version, List<AptPin> pins) {
    for (boolean general : new boolean[] {false, true}) {
      for (AptPin pin : pins) {
        if (pin.general() == general
            && pin.matches(version.name(), version.version(), version.release())) {
          return pin.priority();
        }
      }
    }
    return version.release().priority();
  }
}
