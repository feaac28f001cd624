package io.merlon.connect.file.evtx;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.json.Json;
import io.merlon.json.JsonValues;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import io.merlon.testing.SharedData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/** Logs that come with the published rules, against what others read from them. */
class EvtxFileTest {
  private final List<String> problems = new ArrayList<>();

  private List<ObjectValue> read(byte[] bytes) throws IOException {
    List<ObjectValue> events = new ArrayList<>();
    EvtxFile.read(
        new ByteArrayInputStream(bytes),
        new EvtxFile.Listener() {
          @Override
          public void event(long record, ObjectValue event) {
            events.add(event);
          }

          @Override
          public void problem(long record, String reason) {
            problems.add(record + ": " + reason);
          }
        });
    return events;
  }

  private static List<Path> logs() throws IOException {
    try (Stream<Path> all = Files.walk(SharedData.require("sigma/regression_data"))) {
      return all.filter(file -> file.toString().endsWith(".evtx")).sorted().toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> everyLogHoldsTheEventsThatOthersReadFromIt() throws IOException {
    List<Path> logs = logs();
    assertThat(logs).hasSizeGreaterThan(90);
    return logs.stream()
        .map(log ->
            DynamicTest.dynamicTest(
                log.getFileName().toString(),
                () -> {
                  Path json = Path.of(log.toString().replace(".evtx", ".json"));
                  List<ObjectValue> events = read(Files.readAllBytes(log));
                  assertThat(problems).isEmpty();
                  assertThat(events.stream().map(EvtxFileTest::comparable))
                      .containsExactlyElementsOf(
                          documents(Files.readString(json)).stream()
                              .map(EvtxFileTest::comparable)
                              .toList());
                }));
  }

  /**
   * The other reader cuts spaces off the end of values and times after the microsecond; of one
   * event somebody wrote a program's name anew in another case.
   */
  private static String comparable(Value event) {
    return Json.writePretty(event)
        .replaceAll("\\s+\"(,?\\n)", "\"$1")
        .replaceAll("(\\.\\d{6})\\d*Z\"", "$1Z\"")
        .replace("Explorer.EXE", "Explorer.exe");
  }

  private static List<Value> documents(String text) {
    List<Value> documents = new ArrayList<>();
    try (JsonParser parser = Json.factory().createParser(ObjectReadContext.empty(), text)) {
      while (parser.nextToken() != null) {
        documents.add(new JsonValues().read(parser));
      }
    }
    return documents;
  }

  @Test
  void brokenBytesAreToldOfAndEndNothing() throws IOException {
    byte[] log = Files.readAllBytes(logs().getFirst());
    Random random = new Random(5);
    for (int round = 0; round < 300; round++) {
      byte[] broken = log.clone();
      for (int i = 0; i < 1 + round; i++) {
        broken[4096 + random.nextInt(4000)] = (byte) random.nextInt();
      }
      assertThat(read(broken)).hasSizeLessThan(1000);
    }
    assertThat(problems).isNotEmpty();
  }

  @Test
  void aLogThatEndsTooEarlyIsReadUpToThere() throws IOException {
    byte[] log = Files.readAllBytes(logs().getFirst());
    byte[] cut = Arrays.copyOf(log, log.length - 1000);
    assertThat(read(cut)).isNotEmpty();
    assertThat(problems).singleElement().asString().contains("ends after");
  }
}
