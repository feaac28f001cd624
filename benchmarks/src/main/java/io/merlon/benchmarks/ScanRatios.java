package io.merlon.benchmarks;

import io.merlon.connect.software.ImageArchive;
import io.merlon.connect.software.SecretSearch;
import io.merlon.vulnerability.inventory.SoftwareReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** What scanning an image costs beside reading it. */
public final class ScanRatios {
  private static final int ROUNDS = 8;
  private static final AtomicLong SINK = new AtomicLong();

  private ScanRatios() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("scan-ratios");
    Path image = image(folder.resolve("image.tar.gz"));
    System.out.printf("%nan image of %,d MB%n", Files.size(image) >> 20);
    new Rounds()
        .task("read and decompress", () -> decompress(image))
        .task("scan", () -> scan(image, SecretSearch.none()))
        .task("scan, secrets too", () -> scan(image, SecretSearch.at(Instant.EPOCH)))
        .run(ROUNDS)
        .print();
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

  private static void scan(Path image, SecretSearch secrets) {
    try {
      SINK.addAndGet(
          SoftwareReader.read("image", ImageArchive.read(image, secrets, problem -> {}))
              .packages()
              .count());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
