package io.merlon.server.threat;

import io.merlon.detection.alert.Alert;
import io.merlon.detection.alert.AlertJson;
import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.ResourceId;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The resource of an alert, in its place, as it is kept and shown. */
final class AlertDocument {
  private static final String EVIDENCE = "evidence ";
  private static final int MOST_EVIDENCE = 10;
  private static final String SAMPLE = "[SAMPLE ALERT] ";

  private final ObjectValue document;

  private AlertDocument(ObjectValue document) {
    this.document = document;
  }

  /**
   * An alert's.
   *
   * @param before what there was of it, whose evidence stays
   */
  static AlertDocument of(
      Alert alert, ResourceId place, String status, Instant now, Optional<ObjectValue> before) {
    ObjectValue written = placed(AlertJson.of(alert), place, status, now, before);
    ObjectValue properties = (ObjectValue) written.get("properties");
    ObjectValue extended = (ObjectValue) properties.get("extendedProperties");
    List<Value> evidence = new ArrayList<>();
    before.ifPresent(old -> take(old.get("properties").get("extendedProperties"), evidence));
    take(extended, evidence);
    for (int i = 0; i < Math.min(MOST_EVIDENCE, evidence.size()); i++) {
      extended = extended.with(EVIDENCE + (i + 1), evidence.get(i));
    }
    return new AlertDocument(
        written.with("properties", properties.with("extendedProperties", extended)));
  }

  private static void take(Value extended, List<Value> evidence) {
    for (int i = 1; i <= MOST_EVIDENCE; i++) {
      Value one = extended.get(EVIDENCE + i);
      if (!one.isAbsent()) {
        evidence.add(one);
      }
    }
  }

  /** A document at its place, with what is known of its keeping. */
  static ObjectValue placed(
      ObjectValue written,
      ResourceId place,
      String status,
      Instant now,
      Optional<ObjectValue> before) {
    String id =
        place.text()
            + "/providers/Microsoft.Security/locations/local/alerts/"
            + written.get("name").textOr("");
    String made =
        before
            .map(old -> old.get("properties").get("timeGeneratedUtc").textOr(""))
            .filter(text -> !text.isEmpty())
            .orElse(now.toString());
    ObjectValue properties =
        ((ObjectValue) written.get("properties"))
            .with("status", new StringValue(status))
            .with("timeGeneratedUtc", new StringValue(made))
            .with("processingEndTimeUtc", new StringValue(now.toString()))
            .with("alertUri", new StringValue(id));
    ObjectValue.Builder document = ObjectValue.builder().put("id", id);
    document.put("name", written.get("name"));
    document.put("type", "Microsoft.Security/Locations/alerts");
    return storable(document.put("properties", properties).build());
  }

  /** The same, saying that it is a sample where it is. */
  ObjectValue sample(boolean isSample) {
    ObjectValue properties = (ObjectValue) document.get("properties");
    String title = properties.get("alertDisplayName").textOr("");
    return !isSample || title.startsWith(SAMPLE)
        ? document
        : document.with(
            "properties", properties.with("alertDisplayName", new StringValue(SAMPLE + title)));
  }

  /** Without what a database's texts cannot hold. */
  private static ObjectValue storable(ObjectValue object) {
    ObjectValue.Builder clean = ObjectValue.builder();
    for (int i = 0; i < object.size(); i++) {
      clean.put(text(object.nameAt(i).toString()), value(object.valueAt(i)));
    }
    return clean.build();
  }

  private static Value value(Value value) {
    return switch (value) {
      case ObjectValue object -> storable(object);
      case ArrayValue(List<Value> items) ->
          new ArrayValue(items.stream().map(AlertDocument::value).toList());
      case StringValue(String text) -> new StringValue(text(text));
      default -> value;
    };
  }

  private static String text(String text) {
    boolean isClean = text.codePoints().allMatch(one -> one != 0 && (one < 0xD800 || one > 0xDFFF));
    return isClean
        ? text
        : text.codePoints()
            .map(one -> one == 0 || (one >= 0xD800 && one <= 0xDFFF) ? 0xFFFD : one)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }
}
