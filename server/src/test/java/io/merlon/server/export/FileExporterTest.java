package io.merlon.server.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.model.ObjectValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileExporterTest {
  @TempDir private Path folder;

  private static Delivery finding(String text) {
    return new Delivery(text, ObjectValue.builder().put("text", text).build());
  }

  private Path file() {
    return folder.resolve("out.jsonl");
  }

  @Test
  void findingsAreAppendedOneALine() throws IOException {
    FileExporter exporter = new FileExporter(folder, "out", 1_000);
    exporter.send(List.of(finding("a"), finding("line\nbreak")));
    exporter.send(List.of(finding("c")));
    assertThat(Files.readAllLines(file()))
        .containsExactly("{\"text\":\"a\"}", "{\"text\":\"line\\nbreak\"}", "{\"text\":\"c\"}");
  }

  @Test
  void aLineThatACrashToreIsCutOff() throws IOException {
    FileExporter exporter = new FileExporter(folder, "out", 1_000);
    exporter.send(List.of(finding("a")));
    Files.writeString(file(), "{\"text\":\"to", StandardOpenOption.APPEND);
    exporter.send(List.of(finding("b")));
    assertThat(Files.readAllLines(file())).containsExactly("{\"text\":\"a\"}", "{\"text\":\"b\"}");
    Files.writeString(file(), "{\"never ended");
    exporter.send(List.of(finding("c")));
    assertThat(Files.readAllLines(file())).containsExactly("{\"text\":\"c\"}");
  }

  @Test
  void aLargeFileIsRenamedAndTheOldestGo() throws IOException {
    FileExporter exporter = new FileExporter(folder, "out", 20);
    for (int i = 1; i <= 13; i++) {
      exporter.send(List.of(finding("finding number " + i)));
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "out.4.jsonl",
              "out.5.jsonl",
              "out.6.jsonl",
              "out.7.jsonl",
              "out.8.jsonl",
              "out.9.jsonl",
              "out.10.jsonl",
              "out.11.jsonl",
              "out.12.jsonl",
              "out.13.jsonl");
    }
    assertThat(Files.readString(folder.resolve("out.13.jsonl"))).contains("finding number 13");
  }

  @Test
  void aNameStaysWithinItsFolder() {
    assertThat(FileExporter.isName("findings-1")).isTrue();
    for (String wrong : List.of("", "..", "a/b", "../a", ".hidden", "a.b", "a\0", "a".repeat(65))) {
      assertThat(FileExporter.isName(wrong)).as(wrong).isFalse();
    }
  }
}
