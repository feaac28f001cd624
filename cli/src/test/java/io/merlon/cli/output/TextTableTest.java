package io.merlon.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TextTableTest {
  private static List<String> print(TextTable table, int width) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    table.print(new PrintStream(out, true, StandardCharsets.UTF_8), new Colours(false), width);
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void oneColumnTakesWhatTheOthersLeave() {
    TextTable table = new TextTable("Name*", "Count>").row("a long name indeed", 7).row("b", 1_234);
    assertThat(print(table, 26))
        .containsExactly(
            "  Name               Count",
            "  a long name inde…      7",
            "  b                   1234");
    assertThat(print(table, 100).get(1)).isEqualTo("  a long name indeed      7");
  }

  @Test
  void whatWouldSteerTheTerminalIsVisible() {
    assertThat(print(new TextTable("Name*").row("\u001b[2J"), 40).get(1)).doesNotContain("\u001b");
  }

  @Test
  void aCurveHoldsEachValueUntilTheNext() {
    TreeMap<Instant, Double> values = new TreeMap<>();
    values.put(Instant.ofEpochSecond(25), 0.0);
    values.put(Instant.ofEpochSecond(50), 1.0);
    values.put(Instant.ofEpochSecond(75), 0.5);
    assertThat(Sparkline.of(values, Instant.EPOCH, Instant.ofEpochSecond(100), 10))
        .isEqualTo("  ▁▁███▅▅▅");
    values.headMap(Instant.ofEpochSecond(75)).clear();
    assertThat(Sparkline.of(values, Instant.EPOCH, Instant.ofEpochSecond(100), 4))
        .isEqualTo("  ▄▄");
  }
}
