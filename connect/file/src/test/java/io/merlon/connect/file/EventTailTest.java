package io.merlon.connect.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.detection.Event;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventTailTest {
  @TempDir private Path folder;
  private final List<Event> events = new ArrayList<>();
  private final List<EventFiles.Problem> problems = new ArrayList<>();
  private EventTail tail = new EventTail(List.of(), events::add, problems::add);

  @BeforeEach
  void follow() {
    tail = new EventTail(List.of(folder), events::add, problems::add);
  }

  private void append(String name, String text) throws IOException {
    Files.writeString(
        folder.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private List<String> seen() {
    tail.poll();
    List<String> texts =
        events.stream().map(event -> event.position() + event.fields().toString()).toList();
    events.clear();
    return texts;
  }

  @Test
  void aLineIsReadOnceItIsComplete() throws IOException {
    append("a.jsonl", "{\"a\": 1}\n{\"a\"");
    assertThat(seen()).containsExactly("1{a: 1}");
    append("a.jsonl", ": 2}");
    assertThat(seen()).isEmpty();
    append("a.jsonl", "\n");
    assertThat(seen()).containsExactly("2{a: 2}");
    assertThat(seen()).isEmpty();
    assertThat(problems).isEmpty();
  }

  @Test
  void aNewFileIsFollowedToo() throws IOException {
    append("a.jsonl", "{\"a\": 1}\n");
    seen();
    append("b.jsonl", "{\"b\": 1}\n");
    assertThat(seen()).containsExactly("1{b: 1}");
  }

  @Test
  void aFileThatWasCutIsReadFromItsStart() throws IOException {
    append("a.jsonl", "{\"a\": 1}\n{\"a\": 2}\n");
    seen();
    Files.writeString(folder.resolve("a.jsonl"), "{\"a\": 3}\n");
    assertThat(seen()).containsExactly("1{a: 3}");
  }

  @Test
  void aFileThatWasReplacedIsReadFromItsStart() throws IOException {
    append("a.jsonl", "{\"a\": 1}\n");
    seen();
    append("next", "{\"a\": 2}\n{\"a\": 3}\n");
    Files.move(
        folder.resolve("next"), folder.resolve("a.jsonl"), StandardCopyOption.REPLACE_EXISTING);
    assertThat(seen()).containsExactly("1{a: 2}", "2{a: 3}");
  }

  @Test
  void anOccurrenceThatWaitsForMoreRecordsIsGivenWhenNoneCome() throws IOException {
    append("audit.log", "type=LOGIN msg=audit(1764000000.123:77): pid=1 uid=0\n");
    assertThat(seen()).isEmpty();
    assertThat(seen()).hasSize(1);
  }

  @Test
  void anArchiveIsReadOnceItRests() throws IOException {
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("a.jsonl.gz")))) {
      out.write("{\"a\": 1}\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(seen()).isEmpty();
    assertThat(seen()).containsExactly("1{a: 1}");
    assertThat(seen()).isEmpty();
  }

  @Test
  void aListIsReadOnceItRests() throws IOException {
    append("trail.json", "{\"Records\": [\n{\"a\": 1},");
    assertThat(seen()).isEmpty();
    append("trail.json", "{\"a\": 2}]}");
    assertThat(seen()).isEmpty();
    assertThat(seen()).containsExactly("1{a: 1}", "2{a: 2}");
  }
}
