package io.merlon.detection;

import io.merlon.detection.Predicate.Comparison;
import io.merlon.detection.Search.FieldTest;
import io.merlon.detection.TextPattern.Literal;
import io.merlon.detection.TextPattern.Placeholder;
import io.merlon.detection.TextPattern.Wildcard;
import io.merlon.model.AbsentValue;
import io.merlon.model.ArrayValue;
import io.merlon.model.BooleanValue;
import io.merlon.model.NumberValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A second reading of what rules mean: rule by rule, field by field, nothing remembered and nothing
 * left out. Predicates that compare times, addresses and other fields are left to the engine's own.
 */
final class NaiveEvaluator {
  private static final Map<String, String> OF_PROCESS_CREATED =
      Map.of(
          "image", "NewProcessName",
          "parentimage", "ParentProcessName",
          "user", "SubjectUserName",
          "logonid", "SubjectLogonId",
          "processid", "NewProcessId",
          "parentprocessid", "ProcessId",
          "integritylevel", "MandatoryLabel");

  private final ObjectValue event;
  private final List<ObjectValue> places = new ArrayList<>();

  private NaiveEvaluator(ObjectValue event) {
    this.event = event;
    places.add(event);
    for (String name : List.of("EventData", "System", "UserData")) {
      addPlace(event.get("Event").get(name));
    }
    if (event.get("Event").get("UserData") instanceof ObjectValue user) {
      for (int i = 0; i < user.size(); i++) {
        addPlace(user.valueAt(i));
      }
    }
    addPlace(event.get("winlog").get("event_data"));
    addPlace(event.get("winlog"));
  }

  private void addPlace(Value value) {
    if (value instanceof ObjectValue object) {
      places.add(object);
    }
  }

  static boolean matches(SigmaRule rule, LogSources sources, ObjectValue event) {
    NaiveEvaluator evaluator = new NaiveEvaluator(event);
    LogSources.Meaning meaning = sources.of(rule.logSource());
    boolean meant =
        meaning.when().stream().allMatch(evaluator::holds)
            && meaning.unless().stream().noneMatch(evaluator::holds)
            && (!meaning.when().isEmpty()
                || rule.searches().values().stream().anyMatch(evaluator::mentions));
    return meant
        && rule.conditions().stream().anyMatch(one -> evaluator.holds(one, rule.searches()));
  }

  private boolean mentions(Search search) {
    return switch (search) {
      case Search.AllOf(List<Search> parts) -> parts.stream().anyMatch(this::mentions);
      case Search.AnyOf(List<Search> parts) -> parts.stream().anyMatch(this::mentions);
      case FieldTest test -> {
        String field = test.field();
        yield field == null || !find(field).isAbsent();
      }
    };
  }

  private boolean holds(Condition condition, Map<String, Search> searches) {
    return switch (condition) {
      case Condition.Named(String name) ->
          Optional.ofNullable(searches.get(name)).filter(this::holds).isPresent();
      case Condition.Not(Condition operand) -> !holds(operand, searches);
      case Condition.And(List<Condition> all) -> all.stream().allMatch(one -> holds(one, searches));
      case Condition.Or(List<Condition> some) ->
          some.stream().anyMatch(one -> holds(one, searches));
    };
  }

  private boolean holds(Search search) {
    return switch (search) {
      case Search.AllOf(List<Search> parts) -> parts.stream().allMatch(this::holds);
      case Search.AnyOf(List<Search> parts) -> parts.stream().anyMatch(this::holds);
      case FieldTest test -> {
        boolean holds =
            test.all()
                ? test.predicates().stream().allMatch(one -> holds(test, one))
                : test.predicates().stream().anyMatch(one -> holds(test, one));
        yield holds != test.negated();
      }
    };
  }

  private boolean holds(FieldTest test, Predicate predicate) {
    String field = test.field();
    List<Value> values = new ArrayList<>();
    if (field == null) {
      gatherAll(event, values);
    } else {
      gather(find(field), values);
    }
    return switch (predicate) {
      case Predicate.Exists(boolean expected) when field != null ->
          find(field).isAbsent() != expected;
      case Predicate.IsNull none -> values.isEmpty();
      default -> values.stream().anyMatch(value -> fits(value, predicate, field == null));
    };
  }

  private boolean fits(Value value, Predicate predicate, boolean keyword) {
    String text = text(value);
    return switch (predicate) {
      case Predicate.Text(TextPattern pattern, boolean cased) ->
          fits(
              keyword ? pattern.at(Predicate.Position.ANYWHERE) : pattern,
              cased ? text : text.toLowerCase(Locale.ROOT),
              cased);
      case Predicate.OneOf(List<Predicate> some) ->
          some.stream().anyMatch(one -> fits(value, one, keyword));
      case Predicate.IsBoolean(boolean expected) -> text.equalsIgnoreCase(String.valueOf(expected));
      case Predicate.Compares(Comparison comparison, BigDecimal to, var part)
          when part == null && keyword ->
          text.contains(to.toPlainString());
      case Predicate.Compares(Comparison comparison, BigDecimal to, var part)
          when part == null && comparison == Comparison.EQUAL ->
          number(text).filter(number -> number.compareTo(to) == 0).isPresent();
      case Predicate.Regex regex ->
          Expression.compile(regex.expression(), regex.flags()).isFoundIn(text);
      default -> {
        FieldTable table = new FieldTable();
        ValueTest test = Predicates.compile(predicate, table);
        Shape.Cache shapes =
            new Shape.Cache(
                table, new Lanes.Maker(List.of(), 0, new Prefilters(List.of()), List.of()));
        EventFields fields = new EventFields(shapes);
        fields.begin(event);
        yield test.test(FieldValue.passing(value), fields);
      }
    };
  }

  private static boolean fits(TextPattern pattern, String text, boolean cased) {
    StringBuilder expression = new StringBuilder();
    for (TextPattern.Part part : pattern.parts()) {
      switch (part) {
        case Literal(String literal) ->
            expression.append(Pattern.quote(cased ? literal : literal.toLowerCase(Locale.ROOT)));
        case Placeholder placeholder -> {
          return false;
        }
        case Wildcard wildcard ->
            expression.append(
                switch (wildcard) {
                  case ANY -> ".*";
                  case ONE -> ".";
                  case DASH -> "[-/\u2013\u2014\u2015]";
                });
      }
    }
    return Pattern.compile(expression.toString(), Pattern.DOTALL).matcher(text).matches();
  }

  private static Optional<BigDecimal> number(String text) {
    try {
      return text.toLowerCase(Locale.ROOT).startsWith("0x")
          ? Optional.of(BigDecimal.valueOf(Long.parseUnsignedLong(text.substring(2), 16)))
          : Optional.of(new BigDecimal(text));
    } catch (NumberFormatException notOne) {
      return Optional.empty();
    }
  }

  private static String text(Value value) {
    return switch (value) {
      case StringValue(String text) -> text;
      case BooleanValue truth -> String.valueOf(truth.isTrue());
      default -> value.toString();
    };
  }

  private Value find(String field) {
    Value direct = inPlaces(field);
    if (!direct.isAbsent()) {
      return direct;
    }
    if (field.equalsIgnoreCase("Provider_Name")) {
      for (ObjectValue place : places) {
        Value name = place.get("Provider").get("#attributes").get("Name");
        if (!name.isAbsent()) {
          return name;
        }
      }
      return inPlaces("SourceName");
    }
    if (field.equals("EventID")) {
      return inPlaces("event_id");
    }
    Optional<String> alias =
        Optional.ofNullable(OF_PROCESS_CREATED.get(field.toLowerCase(Locale.ROOT)));
    if (alias.isPresent() && !inPlaces("NewProcessName").isAbsent()) {
      return inPlaces(alias.get());
    }
    for (ObjectValue place : places) {
      for (int i = 0; i < place.size(); i++) {
        String name = place.nameAt(i).text();
        if (name.contains(" ") && name.replace(" ", "").equalsIgnoreCase(field)) {
          return place.valueAt(i);
        }
      }
    }
    return field.contains(".") ? nested(field) : AbsentValue.ABSENT;
  }

  private Value inPlaces(String name) {
    return places.stream()
        .map(place -> place.get(name))
        .filter(value -> !value.isAbsent())
        .findFirst()
        .orElse(AbsentValue.ABSENT);
  }

  private Value nested(String field) {
    for (ObjectValue place : places) {
      Value at = place;
      for (String step : field.split("\\.", 32)) {
        at = step(at, step);
      }
      if (!at.isAbsent()) {
        return at;
      }
    }
    return AbsentValue.ABSENT;
  }

  private static Value step(Value at, String name) {
    if (at instanceof ArrayValue(List<Value> items)) {
      List<Value> found = new ArrayList<>();
      for (Value item : items) {
        switch (item.get(name)) {
          case ArrayValue(List<Value> inner) -> found.addAll(inner);
          case AbsentValue nothing -> {}
          case Value one -> found.add(one);
        }
      }
      return found.isEmpty() ? AbsentValue.ABSENT : new ArrayValue(found);
    }
    return at.get(name);
  }

  private static void gather(Value value, List<Value> into) {
    switch (value) {
      case StringValue text -> into.add(text);
      case NumberValue number -> into.add(number);
      case BooleanValue truth -> into.add(truth);
      case ArrayValue(List<Value> items) -> items.forEach(item -> gather(item, into));
      case ObjectValue object -> {
        if (!(object.get("#text") instanceof ArrayValue)) {
          gather(object.get("#text"), into);
        }
      }
      default -> {}
    }
  }

  private static void gatherAll(Value value, List<Value> into) {
    switch (value) {
      case ObjectValue object -> {
        for (int i = 0; i < object.size(); i++) {
          gatherAll(object.valueAt(i), into);
        }
      }
      case ArrayValue(List<Value> items) -> items.forEach(item -> gatherAll(item, into));
      default -> gather(value, into);
    }
  }
}
