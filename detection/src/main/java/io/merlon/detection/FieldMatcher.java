package io.merlon.detection;

import io.merlon.detection.Predicate.Position;
import io.merlon.detection.Search.FieldTest;
import java.util.List;

/** A field's test, compiled. Of a list of values it is enough that one fits. */
final class FieldMatcher {
  private static final int ANY_FIELD = -1;

  private final int field;
  private final boolean all;
  private final boolean negated;
  private final List<Predicate> predicates;
  private final List<ValueTest> tests;

  private FieldMatcher(int field, FieldTest test, List<ValueTest> tests) {
    this.field = field;
    this.all = test.all();
    this.negated = test.negated();
    this.predicates = test.predicates();
    this.tests = tests;
  }

  static FieldMatcher compile(FieldTest test, FieldTable table) {
    String field = test.field();
    return new FieldMatcher(
        field == null ? ANY_FIELD : table.number(field),
        test,
        test.predicates().stream()
            .map(one -> Predicates.compile(field == null ? anywhere(one) : one, table))
            .toList());
  }

  /** A keyword may stand anywhere in a value. */
  private static Predicate anywhere(Predicate predicate) {
    return switch (predicate) {
      case Predicate.Text(TextPattern pattern, boolean cased) ->
          new Predicate.Text(pattern.at(Position.ANYWHERE), cased);
      case Predicate.OneOf(List<Predicate> some) ->
          new Predicate.OneOf(some.stream().map(FieldMatcher::anywhere).toList());
      case Predicate.Compares compares when compares.part() == null ->
          new Predicate.Text(
              TextPattern.literal(compares.to().toPlainString()).at(Position.ANYWHERE), false);
      default -> predicate;
    };
  }

  boolean test(EventFields event) {
    return holds(event) != negated;
  }

  private boolean holds(EventFields event) {
    List<FieldValue> values = field == ANY_FIELD ? event.all() : event.of(field);
    for (int i = 0; i < tests.size(); i++) {
      if (holds(i, values, event) != all) {
        return !all;
      }
    }
    return all;
  }

  private boolean holds(int place, List<FieldValue> values, EventFields event) {
    if (field != ANY_FIELD && predicates.get(place) instanceof Predicate.Exists(boolean expected)) {
      return event.has(field) == expected;
    }
    if (predicates.get(place) instanceof Predicate.IsNull) {
      return values.isEmpty();
    }
    ValueTest test = tests.get(place);
    for (FieldValue value : values) {
      if (test.test(value, event)) {
        return true;
      }
    }
    return false;
  }

  /** The values that fit, where the test holds because of them. */
  List<FieldValue> deciding(EventFields event) {
    if (negated || !holds(event)) {
      return List.of();
    }
    List<FieldValue> values = field == ANY_FIELD ? event.all() : event.of(field);
    return values.stream()
        .filter(value -> tests.stream().anyMatch(test -> test.test(value, event)))
        .toList();
  }
}
