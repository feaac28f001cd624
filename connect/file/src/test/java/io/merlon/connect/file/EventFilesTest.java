package io.merlon.connect.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.detection.Event;
import io.merlon.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFilesTest {
  @TempDir private Path folder;
  private final List<Event> events = new ArrayList<>();
  private final List<EventFiles.Problem> problems = new ArrayList<>();

  private void read(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
    EventFiles.read(List.of(folder), events::add, problems::add);
  }

  @Test
  void aBrokenLineIsToldWithItsPlaceAndTheOthersAreRead() throws IOException {
    read("events.jsonl", "{\"a\": 1}\n{broken\n\n{\"a\": 2}\n");
    assertThat(events).extracting(Event::position).containsExactly(1L, 4L);
    assertThat(problems).extracting(EventFiles.Problem::position).containsExactly(2L);
  }

  @Test
  void brokenLinesAtTheStartAreToldOnceOneCouldBeRead() throws IOException {
    read("events.jsonl", "# by a tool\n{\"a\": 1}\n");
    assertThat(events).hasSize(1);
    assertThat(problems).extracting(EventFiles.Problem::position).containsExactly(1L);
  }

  @Test
  void aFileWithoutEventsIsOneProblem() throws IOException {
    read("LICENSE", "word\n".repeat(1000));
    assertThat(events).isEmpty();
    assertThat(problems)
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.position()).isZero();
          assertThat(problem.reason())
              .startsWith("is passed over: its first 5 lines are no events");
        });
  }

  @Test
  void zeeksOwnLogsAreReadByTheirHeader() throws IOException {
    read(
        "ssl.log",
        """
        #separator \\x09
        #set_separator\t,
        #empty_field\t(empty)
        #unset_field\t-
        #path\tssl
        #fields\tts\tid.orig_p\tserver_name\tresumed\tchain\tnone
        #types\ttime\tport\tstring\tbool\tvector[string]\tvector[string]
        1694009732.021389\t58720\ta\\x09b\tF\tx,y\t-
        short line
        #close\t2023
        """);
    assertThat(events)
        .singleElement()
        .extracting(event -> Json.write(event.fields()))
        .isEqualTo(
            "{\"_path\":\"ssl\",\"ts\":1694009732.021389,\"id.orig_p\":58720,"
                + "\"server_name\":\"a\\tb\",\"resumed\":false,\"chain\":[\"x\",\"y\"]}");
    assertThat(problems)
        .singleElement()
        .hasToString(folder.resolve("ssl.log") + ":9: has 1 fields where the header names 6");
  }
}
