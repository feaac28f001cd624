package io.merlon.cli.detect;

import io.merlon.cli.Terminal;
import io.merlon.detection.Detection;
import io.merlon.detection.SigmaRule;
import io.merlon.model.Severity;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** How often which rule matched, the gravest first. */
final class DetectionTable {
  private final Map<SigmaRule, Long> counts = new HashMap<>();

  void add(Detection detection) {
    counts.merge(detection.rule(), 1L, Long::sum);
  }

  void print(PrintStream out) {
    if (counts.isEmpty()) {
      out.println("No rule matched.");
      return;
    }
    out.printf("%-13s %9s  %s%n", "level", "matches", "rule");
    Comparator<Map.Entry<SigmaRule, Long>> gravest =
        Comparator.comparing(
            (Map.Entry<SigmaRule, Long> one) -> one.getKey().severity(),
            Comparator.<Severity>reverseOrder());
    counts.entrySet().stream()
        .sorted(
            gravest
                .thenComparing(Map.Entry.<SigmaRule, Long>comparingByValue().reversed())
                .thenComparing(one -> one.getKey().title()))
        .forEach(one ->
            out.printf(
                "%-13s %,9d  %s%n",
                one.getKey().severity().label(),
                one.getValue(),
                Terminal.plain(one.getKey().title())));
  }
}
