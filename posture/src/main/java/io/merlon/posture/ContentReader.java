package io.merlon.posture;

import io.merlon.model.AbsentValue;
import io.merlon.model.ArrayValue;
import io.merlon.model.BooleanValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.NullValue;
import io.merlon.model.NumberValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Severity;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.policy.PolicyProblem;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads parts of one content document; what is wrong becomes a problem with its pointer. */
final class ContentReader {
  private static final Set<String> FIX_KINDS = Set.of("shell", "az", "arm");
  private static final int MAX_SCORE = 1000;

  private final String source;
  private final Consumer<PolicyProblem> problems;

  ContentReader(String source, Consumer<PolicyProblem> problems) {
    this.source = source;
    this.problems = problems;
  }

  void problem(String pointer, String reason) {
    problems.accept(new PolicyProblem(source, pointer, reason));
  }

  /** An object of an array, with the pointer to it. */
  record Entry(ObjectValue object, String pointer) {}

  /** The objects of the array at this property; anything else in it is a problem. */
  List<Entry> objects(Value document, String property) {
    Value found = document.get(property);
    if (!(found instanceof ArrayValue(List<Value> items))) {
      problem("/" + property, "an array is expected here, not " + kind(found));
      return List.of();
    }
    List<Entry> objects = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      String pointer = "/" + property + "/" + i;
      if (items.get(i) instanceof ObjectValue object) {
        objects.add(new Entry(object, pointer));
      } else {
        problem(pointer, "an object is expected here, not " + kind(items.get(i)));
      }
    }
    return objects;
  }

  Optional<SecurityControl> control(ObjectValue object, String pointer) {
    String id = required(object, "id", pointer);
    if (id.isEmpty()) {
      return Optional.empty();
    }
    if (!(object.get("maxScore") instanceof IntegerValue(long max)) || max < 0 || max > MAX_SCORE) {
      problem(
          pointer + "/maxScore",
          "the control " + id + " needs a whole number from 0 to " + MAX_SCORE + " here");
      return Optional.empty();
    }
    String name = text(object, "displayName", pointer);
    return Optional.of(
        new SecurityControl(
            id, name.isEmpty() ? id : name, text(object, "description", pointer), (int) max));
  }

  /** Reads what is said of one definition; parts that are wrong are left at their defaults. */
  RecommendationContent recommendation(
      ObjectValue object, String pointer, String definitionName, String defaultWhy) {
    String why = text(object, "why", pointer);
    String control = text(object, "control", pointer);
    return new RecommendationContent(
        definitionName,
        severity(object, pointer),
        why.isEmpty() ? defaultWhy : why,
        texts(object, "remediation", pointer),
        quickFix(object, pointer),
        control.isEmpty() ? Optional.empty() : Optional.of(control),
        texts(object, "tactics", pointer),
        texts(object, "techniques", pointer),
        freshness(object, pointer));
  }

  String required(ObjectValue object, String property, String pointer) {
    String text = text(object, property, pointer);
    Value given = object.get(property);
    if (text.isEmpty() && (given.isNullOrAbsent() || given instanceof StringValue)) {
      problem(pointer + "/" + property, "a text is needed here");
    }
    return text;
  }

  private Severity severity(ObjectValue object, String pointer) {
    String label = text(object, "severity", pointer);
    if (label.isEmpty()) {
      return Severity.MEDIUM;
    }
    Optional<Severity> severity = Severity.of(label);
    if (severity.isEmpty()) {
      problem(
          pointer + "/severity",
          "\"" + label + "\" is no severity: Critical, High, Medium, Low or Informational is");
    }
    return severity.orElse(Severity.MEDIUM);
  }

  private Optional<QuickFix> quickFix(ObjectValue object, String pointer) {
    Value fix = object.get("quickFix");
    if (fix.isNullOrAbsent()) {
      return Optional.empty();
    }
    String at = pointer + "/quickFix";
    if (!(fix instanceof ObjectValue fields)) {
      problem(at, "an object with kind and text is expected here, not " + kind(fix));
      return Optional.empty();
    }
    String kind = required(fields, "kind", at).toLowerCase(Locale.ROOT);
    String text = required(fields, "text", at);
    if (!kind.isEmpty() && !FIX_KINDS.contains(kind)) {
      problem(at + "/kind", "\"" + kind + "\" is no kind of fix: shell, az or arm is");
      return Optional.empty();
    }
    return kind.isEmpty() || text.isEmpty()
        ? Optional.empty()
        : Optional.of(new QuickFix(kind, text));
  }

  private Duration freshness(ObjectValue object, String pointer) {
    String text = text(object, "freshness", pointer);
    if (text.isEmpty()) {
      return RecommendationContent.DEFAULT_FRESHNESS;
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException wrong) {
      problem(
          pointer + "/freshness", "\"" + text + "\" is no ISO 8601 duration such as PT24H or P1D");
      return RecommendationContent.DEFAULT_FRESHNESS;
    }
  }

  private String text(ObjectValue object, String property, String pointer) {
    Value found = object.get(property);
    if (found instanceof StringValue(String text)) {
      return text;
    }
    if (!found.isNullOrAbsent()) {
      problem(pointer + "/" + property, "a text is expected here, not " + kind(found));
    }
    return "";
  }

  private List<String> texts(ObjectValue object, String property, String pointer) {
    Value found = object.get(property);
    if (found.isNullOrAbsent()) {
      return List.of();
    }
    if (!(found instanceof ArrayValue(List<Value> items))) {
      problem(pointer + "/" + property, "an array of texts is expected here, not " + kind(found));
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof StringValue(String text)) {
        texts.add(text);
      } else {
        problem(
            pointer + "/" + property + "/" + i,
            "a text is expected here, not " + kind(items.get(i)));
      }
    }
    return texts;
  }

  private static String kind(Value value) {
    return switch (value) {
      case ObjectValue object -> "an object";
      case ArrayValue array -> "an array";
      case StringValue text -> "a text";
      case NumberValue number -> "a number";
      case BooleanValue bool -> "a boolean";
      case NullValue none -> "null";
      case AbsentValue none -> "nothing";
    };
  }
}
