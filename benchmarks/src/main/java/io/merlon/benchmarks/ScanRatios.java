package io.merlon.benchmarks;

import io.merlon.connect.software.AdvisoryFiles;
import io.merlon.connect.software.ImageArchive;
import io.merlon.vulnerability.Ecosystem;
import io.merlon.vulnerability.SoftwarePackage;
import io.merlon.vulnerability.advisory.AdvisoryIndex;
import io.merlon.vulnerability.inventory.SoftwareReader;
import io.merlon.vulnerability.match.PackageMatcher;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** What scanning costs beside reading the input: {@code ScanRatios DATA}. */
public final class ScanRatios {
  private static final int ROUNDS = 8;
  private static final int PACKAGES = 5_000;
  private static final AtomicLong SINK = new AtomicLong();

  private ScanRatios() {}

  public static void main(String[] arguments) throws Exception {
    Path data = Path.of(arguments.length > 0 ? arguments[0] : "../shared/data");
    Path folder = Files.createTempDirectory("scan-ratios");
    Path image = image(folder.resolve("image.tar.gz"));
    System.out.printf("%nan image of %,d MB%n", Files.size(image) >> 20);
    new Rounds()
        .task("read and decompress", () -> decompress(image))
        .task("scan", () -> scan(image))
        .run(ROUNDS)
        .print();
    Path index = folder.resolve("index");
    List<Path> feeds =
        List.of(
            data.resolve("vulnerability/osv-go"),
            data.resolve("vulnerability/osv-pypi"),
            data.resolve("vulnerability/kev"));
    int advisories = AdvisoryFiles.build(feeds, index, documents -> {}).advisories();
    try (Arena arena = Arena.ofShared()) {
      PackageMatcher matcher = new PackageMatcher(AdvisoryFiles.open(index, arena));
      List<SoftwarePackage> packages =
          packages(data.resolve("vulnerability/osv-pypi/osv-yaml.tar.gz"));
      System.out.printf("%n%,d advisories, %,d packages%n", advisories, packages.size());
      new Rounds()
          .task("open the index", () -> open(index))
          .task("match all packages", () -> match(matcher, packages))
          .run(ROUNDS * 4)
          .print();
    }
  }

  private static Path image(Path file) throws IOException {
    Random random = new Random(1);
    try (OutputStream output = new GZIPOutputStream(Files.newOutputStream(file));
        TarArchiveOutputStream tar = new TarArchiveOutputStream(output)) {
      Path layer = Files.createTempFile("layer", ".tar");
      try (TarArchiveOutputStream inner =
          new TarArchiveOutputStream(Files.newOutputStream(layer))) {
        for (int i = 0; i < 4_000; i++) {
          byte[] content = new byte[50_000];
          random.nextBytes(content);
          for (int at = 0; at < content.length; at++) {
            content[at] = (byte) ('a' + (content[at] & 15));
          }
          entry(inner, "usr/share/files/" + i, content);
        }
        entry(
            inner, "etc/os-release", "ID=debian\nVERSION_ID=12\n".getBytes(StandardCharsets.UTF_8));
      }
      entry(tar, "layer.tar", Files.readAllBytes(layer));
      entry(
          tar, "manifest.json", "[{\"Layers\":[\"layer.tar\"]}]".getBytes(StandardCharsets.UTF_8));
      Files.delete(layer);
    }
    return file;
  }

  private static void entry(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private static void decompress(Path image) {
    try (InputStream input =
        new GZIPInputStream(new BufferedInputStream(Files.newInputStream(image)), 1 << 16)) {
      SINK.addAndGet(input.transferTo(OutputStream.nullOutputStream()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void scan(Path image) {
    try {
      SINK.addAndGet(
          SoftwareReader.read("image", ImageArchive.read(image, problem -> {})).packages().count());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void open(Path index) {
    try (Arena arena = Arena.ofConfined()) {
      AdvisoryIndex opened = AdvisoryFiles.open(index, arena);
      SINK.addAndGet(opened.advisories());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Every package that the feed has advisories about, in an old version, and as many others. */
  private static List<SoftwarePackage> packages(Path feed) throws IOException {
    Set<String> known = new TreeSet<>();
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(feed));
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(raw))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        String[] steps = entry.getName().split("/", -1);
        known.add(steps[Math.max(0, steps.length - 2)]);
      }
    }
    List<SoftwarePackage> packages = new ArrayList<>();
    known.forEach(name -> packages.add(SoftwarePackage.of(Ecosystem.PYPI, name, "1.0.1")));
    while (packages.size() < PACKAGES) {
      packages.add(SoftwarePackage.of(Ecosystem.PYPI, "unknown-" + packages.size(), "1.0"));
    }
    return packages;
  }

  private static void match(PackageMatcher matcher, List<SoftwarePackage> packages) {
    for (SoftwarePackage one : packages) {
      SINK.addAndGet(matcher.match(one, Optional.empty()).size());
    }
  }
}
