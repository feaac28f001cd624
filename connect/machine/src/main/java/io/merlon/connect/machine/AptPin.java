package io.merlon.connect.machine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One record of apt_preferences(5): which packages, of which archive or version, which priority.
 */
record AptPin(List<Pattern> packages, boolean general, String kind, String what, int priority) {
  private static final Set<String> FIELDS = Set.of("Package", "Pin", "Pin-Priority");

  static List<AptPin> read(MachineFiles files) throws IOException {
    List<String> paths = new ArrayList<>(files.paths("/etc/apt/preferences.d", ""));
    paths.removeIf(p -> p.substring(p.lastIndexOf('/') + 1).contains(".") && !p.endsWith(".pref"));
    paths.add("/etc/apt/preferences");
    List<AptPin> pins = new ArrayList<>();
    for (String path : paths) {
      try (BufferedReader lines =
          new BufferedReader(new StringReader(files.text(path).orElse("")))) {
        ControlFile.read(lines, FIELDS, record -> of(record).ifPresent(pins::add));
      }
    }
    return pins;
  }

  private static Optional<AptPin> of(Map<String, String> record) {
    List<String> pin = Texts.words(record.getOrDefault("Pin", ""));
    Optional<Long> priority = FactSink.number(record.getOrDefault("Pin-Priority", ""));
    List<String> names = Texts.words(record.getOrDefault("Package", ""));
    if (pin.size() < 2 || priority.isEmpty() || names.isEmpty()) {
      return Optional.empty();
    }
    List<Pattern> patterns = names.stream().map(AptPin::glob).toList();
    String what = String.join(" ", pin.subList(1, pin.size()));
    return Optional.of(
        new AptPin(
            patterns, names.equals(List.of("*")), pin.getFirst(), what, priority.get().intValue()));
  }

  private static Pattern glob(String text) {
    if (text.length() > 2 && text.startsWith("/") && text.endsWith("/")) {
      return Pattern.compile(".*" + Pattern.quote(text.substring(1, text.length() - 1)) + ".*");
    }
    return Pattern.compile(Pattern.quote(text).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"));
  }

  boolean matches(String name, String version, AptRelease release) {
    if (packages.stream().noneMatch(p -> p.matcher(name).matches())) {
      return false;
    }
    return switch (kind) {
      case "version" -> glob(what).matcher(version).matches();
      case "origin" -> release.prefix().startsWith(Texts.unquoted(what) + "_");
      case "release" -> ofRelease(release);
      default -> false;
    };
  }

  private boolean ofRelease(AptRelease release) {
    for (String term : what.split(",", -1)) {
      int equals = term.indexOf('=');
      if (equals < 0) {
        return false;
      }
      String value = term.substring(equals + 1).strip();
      String actual =
          switch (term.substring(0, equals).strip()) {
            case "a" -> release.field("suite");
            case "n" -> release.field("codename");
            case "o" -> release.field("origin");
            case "l" -> release.field("label");
            case "v" -> release.field("version");
            default -> value; // components are not told apart
          };
      if (!glob(value).matcher(actual).matches()) {
        return false;
      }
    }
    return true;
  }
}
