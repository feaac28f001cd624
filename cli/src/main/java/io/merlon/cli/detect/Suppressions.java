package io.merlon.cli.detect;

import io.merlon.detection.alert.Alert;
import io.merlon.detection.alert.SuppressionRule;
import io.merlon.json.Json;
import io.merlon.model.ArrayValue;
import io.merlon.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;

/** Suppression rules from a file: one, a list, or a list below {@code value} as ARM gives it. */
record Suppressions(List<SuppressionRule> rules, Instant now) {
  /** Reads those that are right; of each other the problem is told. */
  static Suppressions read(Path file, Instant now, Consumer<String> problems) throws IOException {
    List<SuppressionRule> rules = new ArrayList<>();
    try {
      Value document = Json.parse(Files.readString(file));
      Value list = document.get("value").isAbsent() ? document : document.get("value");
      List<Value> items = list instanceof ArrayValue(List<Value> several) ? several : List.of(list);
      for (int i = 0; i < items.size(); i++) {
        try {
          rules.add(SuppressionRule.read(items.get(i)));
        } catch (IllegalArgumentException e) {
          problems.accept(file + ": suppression rule " + (i + 1) + ": " + e.getMessage());
        }
      }
    } catch (JacksonException e) {
      problems.accept(file + ": not JSON: " + e.getOriginalMessage());
    }
    return new Suppressions(List.copyOf(rules), now);
  }

  /** The alert, dismissed by the first rule that concerns it. */
  Alert apply(Alert alert) {
    Alert applied = alert;
    for (SuppressionRule rule : rules) {
      applied = rule.apply(applied, now);
    }
    return applied;
  }
}
