package io.merlon.cli.client;

import io.merlon.json.Json;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import java.util.stream.Collectors;

/** What decided an assessment, in words: the API has it as JSON in a text. */
final class EvidenceText {
  private EvidenceText() {}

  /** The evidence in an assessment's properties; empty where there is none. */
  static String of(Value properties) {
    String text = Arm.text(properties.get("additionalData").get("evidence"));
    return text.isEmpty()
        ? ""
        : Arm.items(ServerClient.json(text)).stream()
            .map(EvidenceText::words)
            .collect(Collectors.joining("; "));
  }

  private static String words(Value one) {
    String field = Arm.text(one.get("field"));
    return field.substring(field.lastIndexOf('/') + 1)
        + (one.get("actual").isNullOrAbsent() ? " is not there" : " is " + show(one.get("actual")))
        + " ("
        + Arm.text(one.get("operator"))
        + " "
        + show(one.get("expected"))
        + ")";
  }

  private static String show(Value value) {
    return value instanceof StringValue(String text) ? text : Json.write(value);
  }
}
