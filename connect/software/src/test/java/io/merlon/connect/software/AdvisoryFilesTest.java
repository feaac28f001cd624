package io.merlon.connect.software;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import io.merlon.vulnerability.DocumentFault;
import io.merlon.vulnerability.Ecosystem;
import io.merlon.vulnerability.PackageKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class AdvisoryFilesTest {
  private static final String ADVISORY =
      """
      {"id": "GHSA-1", "modified": "2024-01-01T00:00:00Z",
       "affected": [{"package": {"ecosystem": "npm", "name": "a"}, "versions": ["1.0.0"]}]}
      """;

  @TempDir private Path folder;

  private static byte[] packed(String kind, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream output =
        switch (kind) {
          case "gz" -> new GZIPOutputStream(bytes);
          case "xz" -> new XZOutputStream(bytes, new LZMA2Options());
          case "zst" -> new ZstdOutputStream(bytes);
          case "bz2" -> new BZip2CompressorOutputStream(bytes);
          default -> bytes;
        }) {
      output.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] tar() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      byte[] content = ADVISORY.getBytes(StandardCharsets.UTF_8);
      TarArchiveEntry entry = new TarArchiveEntry("folder/GHSA-1.json");
      entry.setSize(content.length);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }

  private static byte[] zip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("GHSA-1.json"));
      zip.write(ADVISORY.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "json",
        "json.gz",
        "json.xz",
        "json.zst",
        "json.bz2",
        "tar",
        "tar.gz",
        "tar.xz",
        "tar.zst",
        "tar.bz2",
        "zip",
        "no-ending"
      })
  void aFeedIsReadHoweverItIsPacked(String ending) throws Exception {
    String[] parts = ending.split("\\.", -1);
    byte[] content =
        switch (parts[0]) {
          case "tar" -> tar();
          case "zip" -> zip();
          default -> ADVISORY.getBytes(StandardCharsets.UTF_8);
        };
    Path feed = folder.resolve("feed." + ending);
    Files.write(feed, parts.length > 1 ? packed(parts[1], content) : content);
    Path index = folder.resolve("index");
    AdvisoryFiles.build(List.of(feed), index, documents -> {});
    try (Arena arena = Arena.ofConfined()) {
      assertThat(AdvisoryFiles.open(index, arena).affected(PackageKey.of(Ecosystem.NPM, "a")))
          .hasSize(1);
    }
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("feed." + ending, "index");
  }

  @Test
  void epssIsKnownWithoutItsEnding() throws Exception {
    Path feed = folder.resolve("epss");
    Files.write(
        feed,
        packed(
            "gz",
            "#model_version:v2025,score_date:2025-01-01\ncve,epss,percentile\nCVE-1,0.5,0.9\n"
                .getBytes(StandardCharsets.UTF_8)));
    Path index = folder.resolve("index");
    AdvisoryFiles.build(List.of(feed), index, documents -> {});
    try (Arena arena = Arena.ofConfined()) {
      assertThat(AdvisoryFiles.open(index, arena).vulnerability("CVE-1"))
          .flatMap(flaw -> flaw.epss())
          .contains(0.5);
    }
  }

  @Test
  void aBrokenFeedLeavesTheIndexAsItWas() throws Exception {
    Path good = Files.writeString(folder.resolve("good.json"), ADVISORY);
    Path broken = Files.writeString(folder.resolve("broken.json"), ADVISORY.substring(0, 60));
    Path index = folder.resolve("index");
    AdvisoryFiles.build(List.of(good), index, documents -> {});
    byte[] before = Files.readAllBytes(index);
    assertThatThrownBy(() -> AdvisoryFiles.build(List.of(good, broken), index, documents -> {}))
        .isInstanceOf(DocumentFault.class)
        .hasMessageContaining("broken.json");
    assertThat(index).hasBinaryContent(before);
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder("good.json", "broken.json", "index");
  }
}
