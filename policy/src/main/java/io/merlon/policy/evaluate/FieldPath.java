package io.merlon.policy.evaluate;

import io.merlon.model.AbsentValue;
import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.PropertyName;
import io.merlon.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The way to a property, in steps: a name, an index or every item ({@code [*]}). A walked path, one
 * that no alias table gave, steps into {@code properties} where a name is missing.
 */
final class FieldPath {
  private static final PropertyName[] NO_NAMES = {};
  private static final PropertyName PROPERTIES = PropertyName.of("properties");

  sealed interface Step {}

  record Name(PropertyName name) implements Step {}

  record Item(int index) implements Step {}

  record Each() implements Step {}

  private final List<Step> steps;
  private final PropertyName[] names;
  private final boolean walked;
  private final boolean collection;

  private FieldPath(List<Step> steps, boolean walked) {
    this.steps = List.copyOf(steps);
    this.names = names(steps);
    this.walked = walked;
    this.collection = steps.stream().anyMatch(Each.class::isInstance);
  }

  /**
   * The names of a path that has no other steps, which is then read without asking what each is.
   */
  private static PropertyName[] names(List<Step> steps) {
    List<PropertyName> names = new ArrayList<>();
    for (Step step : steps) {
      if (step instanceof Name(PropertyName name)) {
        names.add(name);
      }
    }
    return names.size() == steps.size() ? names.toArray(PropertyName[]::new) : NO_NAMES;
  }

  /** A path whose steps are parted by dots and brackets: {@code a.b[*]['c.d'][0]}. */
  static FieldPath strict(String text) {
    return new FieldPath(parse(text, "."), false);
  }

  /** A path that no table gave; its steps may be parted by slashes too. */
  static FieldPath walked(String text) {
    return new FieldPath(parse(text, "./"), true);
  }

  /** A path of these property names, whatever characters they hold; stepping as walked paths do. */
  static FieldPath ofNames(String... names) {
    List<Step> steps = new ArrayList<>();
    for (String name : names) {
      steps.add(new Name(PropertyName.of(name)));
    }
    return new FieldPath(steps, true);
  }

  private static List<Step> parse(String text, String separators) {
    List<Step> steps = new ArrayList<>();
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (separators.indexOf(c) >= 0) {
        flush(name, steps);
      } else if (c == '[') {
        flush(name, steps);
        int end = closing(text, i + 1);
        steps.add(bracket(text.substring(i + 1, end)));
        i = end;
      } else {
        name.append(c);
      }
    }
    flush(name, steps);
    return steps;
  }

  private static int closing(String text, int from) {
    char quote = from < text.length() ? text.charAt(from) : ' ';
    int start =
        quote == '\'' || quote == '"' ? Math.max(text.indexOf(quote, from + 1), from) : from;
    int end = text.indexOf(']', start);
    return end < 0 ? text.length() : end;
  }

  private static Step bracket(String inner) {
    if (inner.equals("*")) {
      return new Each();
    }
    if (inner.matches("\\d{1,9}")) {
      return new Item(Integer.parseInt(inner));
    }
    return new Name(PropertyName.of(unquoted(inner)));
  }

  static String unquoted(String text) {
    for (String quote : List.of("'''", "'", "\"")) {
      if (text.length() >= 2 * quote.length() && text.startsWith(quote) && text.endsWith(quote)) {
        return text.substring(quote.length(), text.length() - quote.length());
      }
    }
    return text;
  }

  private static void flush(StringBuilder name, List<Step> steps) {
    if (!name.isEmpty()) {
      steps.add(new Name(PropertyName.of(name.toString())));
      name.setLength(0);
    }
  }

  /** Whether the path selects any number of values ({@code [*]}) rather than one. */
  boolean isCollection() {
    return collection;
  }

  boolean isWalked() {
    return walked;
  }

  /** Whether the other path begins with all the steps of this one. */
  boolean isPrefixOf(FieldPath other) {
    return other.steps.size() >= steps.size() && other.steps.subList(0, steps.size()).equals(steps);
  }

  /** The rest of this path after the steps of the given prefix. */
  FieldPath after(FieldPath prefix) {
    return new FieldPath(steps.subList(prefix.steps.size(), steps.size()), walked);
  }

  /** The value of a path without {@code [*]}; absent where a step leads nowhere. */
  Value read(Value root) {
    Value value = root;
    if (names.length > 0 && !walked) {
      for (PropertyName name : names) {
        if (!(value instanceof ObjectValue object)) {
          return AbsentValue.ABSENT;
        }
        value = object.get(name);
      }
      return value;
    }
    for (int i = 0; i < steps.size(); i++) {
      value = step(value, steps.get(i));
    }
    return value;
  }

  private Value step(Value value, Step step) {
    return switch (step) {
      case Name(PropertyName name) -> {
        Value next = value.get(name);
        yield next.isAbsent() && walked ? value.get(PROPERTIES).get(name) : next;
      }
      case Item(int index) ->
          value instanceof ArrayValue(List<Value> items) && index < items.size()
              ? items.get(index)
              : AbsentValue.ABSENT;
      case Each() -> value;
    };
  }

  /** Whether all selected values pass; true where an array is empty. */
  boolean all(Value root, Predicate<Value> test) {
    return all(root, 0, test);
  }

  private boolean all(Value root, int from, Predicate<Value> test) {
    Value value = root;
    for (int i = from; i < steps.size(); i++) {
      if (steps.get(i) instanceof Each) {
        if (!(value instanceof ArrayValue(List<Value> items))) {
          // An array that is not there counts as one missing value.
          return test.test(AbsentValue.ABSENT);
        }
        for (int item = 0; item < items.size(); item++) {
          if (!all(items.get(item), i + 1, test)) {
            return false;
          }
        }
        return true;
      }
      value = step(value, steps.get(i));
    }
    return test.test(value);
  }

  /** All selected values, in order. */
  List<Value> collect(Value root) {
    List<Value> selected = new ArrayList<>();
    all(
        root,
        value -> {
          if (!value.isAbsent()) {
            selected.add(value);
          }
          return true;
        });
    return selected;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FieldPath path && path.walked == walked && path.steps.equals(steps);
  }

  @Override
  public int hashCode() {
    return steps.hashCode();
  }
}
