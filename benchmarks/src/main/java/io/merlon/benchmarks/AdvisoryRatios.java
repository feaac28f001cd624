package io.merlon.benchmarks;

import io.merlon.connect.software.AdvisoryFiles;
import io.merlon.json.Json;
import io.merlon.vulnerability.Ecosystem;
import io.merlon.vulnerability.Inventory;
import io.merlon.vulnerability.Software;
import io.merlon.vulnerability.SoftwarePackage;
import io.merlon.vulnerability.advisory.AdvisoryIndex;
import io.merlon.vulnerability.advisory.IndexChanges;
import io.merlon.vulnerability.match.PackageMatcher;
import io.merlon.vulnerability.match.StoredMatches;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * What an index of 100,000 advisories costs: {@code AdvisoryRatios DATA}. They are those of Go's
 * database again and again, each time under other ids and about other packages.
 */
public final class AdvisoryRatios {
  private static final int ADVISORIES = 100_000;
  private static final int NEW = 100;
  private static final int PACKAGES = 5_000;
  private static final int INVENTORIES = 10_000;
  private static final int KINDS = 600;
  private static final int IN_EACH = 200;
  private static final AtomicLong SINK = new AtomicLong();

  private final Path folder;
  private final List<String> documents = new ArrayList<>();
  private final List<String> names = new ArrayList<>();

  private AdvisoryRatios(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] arguments) throws Exception {
    Path data = Path.of(arguments.length > 0 ? arguments[0] : "../shared/data");
    AdvisoryRatios ratios = new AdvisoryRatios(Files.createTempDirectory("advisory-ratios"));
    ratios.gather(data.resolve("vulnerability/osv-go/osv.tar.gz"));
    ratios.measure();
  }

  private void gather(Path feed) throws IOException {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(feed));
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(raw))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.getName().endsWith(".json")) {
          String document = new String(tar.readAllBytes(), StandardCharsets.UTF_8);
          documents.add(document);
          String name =
              document.replaceAll(
                  "(?s).*?\"package\":\\s*\\{[^}]*\"name\":\\s*\"([^\"]+)\".*", "$1");
          names.add(name.length() < 200 ? name : "none");
        }
      }
    }
  }

  /** The nth advisory: of a database's round each name and id ends otherwise. */
  private String advisory(int number) {
    int round = number / documents.size();
    return documents
        .get(number % documents.size())
        .replace("\"GO-", "\"GO-" + round + "-")
        .replace("\"CVE-", "\"CVE-" + (3000 + round) + "-")
        .replace("\"GHSA-", "\"GHSA-" + round + "-")
        .replaceAll("(\"package\":\\s*\\{[^}]*\"name\":\\s*\"[^\"]+)\"", "$1-" + round + "\"");
  }

  private Path feed(String name, int from, int to) throws IOException {
    Path file = folder.resolve(name);
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(
            new GZIPOutputStream(new BufferedOutputStream(Files.newOutputStream(file))))) {
      for (int number = from; number < to; number++) {
        byte[] content = advisory(number).getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(number + ".json");
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return file;
  }

  private void measure() throws Exception {
    Path feed = feed("feed.tar.gz", 0, ADVISORIES);
    Path more = feed("more.tar.gz", ADVISORIES, ADVISORIES + NEW);
    Path index = folder.resolve("index");
    System.out.printf("%n%,d advisories, %,d MB packed%n", ADVISORIES, Files.size(feed) >> 20);
    new Rounds()
        .task("parse", () -> parse(feed))
        .task("import", () -> build(List.of(feed), index))
        .run(3)
        .print();
    Path newer = folder.resolve("newer");
    build(List.of(feed, more), newer);
    System.out.printf("%nan index of %,d MB%n", Files.size(index) >> 20);
    try (Arena arena = Arena.ofShared()) {
      AdvisoryIndex old = AdvisoryFiles.open(index, arena);
      AdvisoryIndex now = AdvisoryFiles.open(newer, arena);
      PackageMatcher matcher = new PackageMatcher(old);
      List<SoftwarePackage> packages = packages(PACKAGES, new Random(1));
      new Rounds()
          .task("open the index", () -> open(index))
          .task("match 5,000 packages", () -> match(matcher, packages))
          .run(20)
          .print();
      System.gc();
      System.out.printf(
          "%nheap in use: %,d MB%n",
          (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20);
      rematch(old, now);
    }
  }

  /** Machines have few hundred packages, and mostly the same ones. */
  private void rematch(AdvisoryIndex old, AdvisoryIndex now) {
    StoredMatches stored = new StoredMatches(old);
    List<Inventory> inventories = new ArrayList<>();
    List<SoftwarePackage> pool = packages(KINDS, new Random(2));
    Random random = new Random(3);
    for (int i = 0; i < INVENTORIES; i++) {
      List<SoftwarePackage> packages = new ArrayList<>();
      for (int j = 0; j < IN_EACH; j++) {
        packages.add(pool.get(random.nextInt(pool.size())));
      }
      Inventory inventory =
          new Inventory(
              "machine " + i,
              Optional.empty(),
              List.of(new Software("go", "gobinary", "", packages)),
              List.of());
      inventories.add(inventory);
    }
    System.out.printf(
        "%n%,d inventories of %,d packages out of %,d%n", INVENTORIES, IN_EACH, KINDS);
    PackageMatcher matcher = new PackageMatcher(now);
    new Rounds()
        .task(
            "match all in full, each inventory for itself",
            () -> inventories.forEach(one -> match(matcher, one.packages().toList())))
        .task(
            "match all in full, shared packages once",
            () -> inventories.forEach(one -> stored.put(one.name(), one)))
        .run(1)
        .print();
    IndexChanges changes = now.changesSince(old);
    new Rounds()
        .task("compare the indexes", () -> SINK.addAndGet(now.changesSince(old).packages().size()))
        .task(
            "match again what is concerned",
            () -> {
              SINK.addAndGet(stored.rematch(now, changes).size());
              SINK.addAndGet(stored.rematch(old, changes).size());
            })
        .run(10)
        .print();
    System.out.printf("%,d inventories concerned%n", stored.rematch(now, changes).size());
  }

  /** Half of the packages have advisories, in old versions and new ones. */
  private List<SoftwarePackage> packages(int count, Random random) {
    List<SoftwarePackage> packages = new ArrayList<>();
    int rounds = ADVISORIES / documents.size();
    for (int i = 0; i < count; i++) {
      String name =
          i % 2 == 0
              ? names.get(random.nextInt(names.size())) + "-" + random.nextInt(rounds + 1)
              : "example.org/none-" + i;
      packages.add(
          SoftwarePackage.of(
              Ecosystem.GO, name, random.nextInt(3) + "." + random.nextInt(20) + ".1"));
    }
    return packages;
  }

  private static void parse(Path feed) {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(feed), 1 << 16);
        TarArchiveInputStream tar =
            new TarArchiveInputStream(
                new BufferedInputStream(new GZIPInputStream(raw, 1 << 16), 1 << 16))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        SINK.addAndGet(Json.parse(tar.readAllBytes()).get("id").textOr("").length());
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void build(List<Path> feeds, Path index) {
    try {
      SINK.addAndGet(AdvisoryFiles.build(feeds, index, documents -> {}).advisories());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void open(Path index) {
    try (Arena arena = Arena.ofConfined()) {
      SINK.addAndGet(AdvisoryFiles.open(index, arena).advisories());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void match(PackageMatcher matcher, List<SoftwarePackage> packages) {
    for (SoftwarePackage one : packages) {
      SINK.addAndGet(matcher.match(one, Optional.empty()).size());
    }
  }
}
