package io.merlon.policy.evaluate;

import static io.merlon.policy.evaluate.Arguments.number;
import static io.merlon.policy.evaluate.Arguments.text;
import static io.merlon.policy.evaluate.Arguments.unfit;
import static io.merlon.policy.evaluate.Functions.ANY_NUMBER;

import io.merlon.model.ArrayValue;
import io.merlon.model.BooleanValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.NullValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.policy.evaluate.Functions.Function;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Functions on arrays and objects, and those that take text as well. */
final class CollectionFunctions {
  private static final int MOST_ITEMS = 100_000;

  static final Map<String, Function> ALL =
      Map.ofEntries(
          Map.entry(
              "array",
              new Function(
                  1,
                  1,
                  a ->
                      a.getFirst() instanceof ArrayValue
                          ? a.getFirst()
                          : ArrayValue.of(present(a.getFirst())))),
          Map.entry("concat", new Function(0, ANY_NUMBER, CollectionFunctions::concat)),
          Map.entry(
              "contains", new Function(2, 2, a -> BooleanValue.of(contains(a.get(0), a.get(1))))),
          Map.entry(
              "createarray",
              new Function(
                  0,
                  ANY_NUMBER,
                  a -> new ArrayValue(a.stream().map(CollectionFunctions::present).toList()))),
          Map.entry("createobject", new Function(0, ANY_NUMBER, CollectionFunctions::createObject)),
          Map.entry("empty", new Function(1, 1, a -> BooleanValue.of(isEmpty(a.getFirst())))),
          Map.entry("first", new Function(1, 1, a -> end("first", a.getFirst(), true))),
          Map.entry("flatten", new Function(1, 1, CollectionFunctions::flatten)),
          Map.entry("intersection", new Function(1, ANY_NUMBER, CollectionFunctions::intersection)),
          Map.entry("items", new Function(1, 1, CollectionFunctions::items)),
          Map.entry("last", new Function(1, 1, a -> end("last", a.getFirst(), false))),
          Map.entry("length", new Function(1, 1, a -> new IntegerValue(length(a.getFirst())))),
          Map.entry("objectkeys", new Function(1, 1, CollectionFunctions::objectKeys)),
          Map.entry("range", new Function(2, 2, CollectionFunctions::range)),
          Map.entry("skip", new Function(2, 2, a -> part("skip", a, false))),
          Map.entry("take", new Function(2, 2, a -> part("take", a, true))),
          Map.entry("tryget", new Function(2, ANY_NUMBER, CollectionFunctions::tryGet)),
          Map.entry("tryindexfromend", new Function(2, 2, a -> fromEnd(a, false))),
          Map.entry("indexfromend", new Function(2, 2, a -> fromEnd(a, true))),
          Map.entry("union", new Function(1, ANY_NUMBER, CollectionFunctions::union)));

  private CollectionFunctions() {}

  private static Value present(Value value) {
    return value.isAbsent() ? NullValue.NULL : value;
  }

  private static Value concat(List<Value> arguments) {
    if (!arguments.isEmpty() && arguments.stream().allMatch(ArrayValue.class::isInstance)) {
      List<Value> all = new ArrayList<>();
      arguments.forEach(array -> all.addAll(Arguments.items("concat", array)));
      return new ArrayValue(bounded("concat", all));
    }
    StringBuilder all = new StringBuilder();
    for (Value argument : arguments) {
      all.append(text("concat", argument));
      if (all.length() > TextFunctions.LONGEST) {
        throw new EvaluationFailure("concat() makes too long a text");
      }
    }
    return new StringValue(all.toString());
  }

  private static List<Value> bounded(String function, List<Value> items) {
    if (items.size() > MOST_ITEMS) {
      throw new EvaluationFailure(function + "() makes too long an array");
    }
    return items;
  }

  private static boolean contains(Value container, Value part) {
    return switch (container) {
      case StringValue(String in) -> Patterns.containsIgnoringCase(in, text("contains", part));
      case ArrayValue(List<Value> items) -> items.stream().anyMatch(i -> Comparisons.same(i, part));
      case ObjectValue object -> !object.get(text("contains", part)).isAbsent();
      default -> {
        if (container.isNullOrAbsent()) {
          yield false;
        }
        throw unfit("contains", "text, an array or an object", container);
      }
    };
  }

  private static Value createObject(List<Value> arguments) {
    if (arguments.size() % 2 != 0) {
      throw new EvaluationFailure("createObject() takes names and values in pairs");
    }
    ObjectValue.Builder object = ObjectValue.builder();
    for (int i = 0; i < arguments.size(); i += 2) {
      object.put(text("createObject", arguments.get(i)), present(arguments.get(i + 1)));
    }
    return object.build();
  }

  static boolean isEmpty(Value value) {
    return value.isNullOrAbsent() || length(value) == 0;
  }

  static long length(Value value) {
    return switch (value) {
      case StringValue(String in) -> in.length();
      case ArrayValue(List<Value> items) -> items.size();
      case ObjectValue object -> object.size();
      default -> {
        if (value.isNullOrAbsent()) {
          yield 0;
        }
        throw unfit("length", "text, an array or an object", value);
      }
    };
  }

  private static Value end(String function, Value value, boolean first) {
    return switch (value) {
      case StringValue(String in) ->
          in.isEmpty()
              ? value
              : new StringValue(first ? in.substring(0, 1) : in.substring(in.length() - 1));
      case ArrayValue(List<Value> items) ->
          items.isEmpty() ? NullValue.NULL : first ? items.getFirst() : items.getLast();
      default -> {
        if (value.isNullOrAbsent()) {
          yield NullValue.NULL;
        }
        throw unfit(function, "text or an array", value);
      }
    };
  }

  private static Value flatten(List<Value> arguments) {
    List<Value> all = new ArrayList<>();
    for (Value item : Arguments.items("flatten", arguments.getFirst())) {
      all.addAll(Arguments.items("flatten", item));
    }
    return new ArrayValue(bounded("flatten", all));
  }

  private static Value intersection(List<Value> arguments) {
    if (arguments.getFirst() instanceof ObjectValue first) {
      ObjectValue.Builder common = ObjectValue.builder();
      for (int i = 0; i < first.size(); i++) {
        Value value = first.valueAt(i);
        String name = first.nameAt(i).text();
        if (arguments.stream().allMatch(other -> Comparisons.same(other.get(name), value))) {
          common.put(name, value);
        }
      }
      return common.build();
    }
    Set<Value> common = new LinkedHashSet<>(Arguments.items("intersection", arguments.getFirst()));
    for (Value other : arguments) {
      common.retainAll(Set.copyOf(new LinkedHashSet<>(Arguments.items("intersection", other))));
    }
    return new ArrayValue(List.copyOf(common));
  }

  private static Value items(List<Value> arguments) {
    if (!(arguments.getFirst() instanceof ObjectValue object)) {
      throw unfit("items", "an object", arguments.getFirst());
    }
    List<Value> items = new ArrayList<>(object.size());
    for (int i = 0; i < object.size(); i++) {
      items.add(
          ObjectValue.builder()
              .put("key", object.nameAt(i).text())
              .put("value", object.valueAt(i))
              .build());
    }
    return new ArrayValue(items);
  }

  private static Value objectKeys(List<Value> arguments) {
    if (!(arguments.getFirst() instanceof ObjectValue object)) {
      throw unfit("objectKeys", "an object", arguments.getFirst());
    }
    List<Value> keys = new ArrayList<>(object.size());
    for (int i = 0; i < object.size(); i++) {
      keys.add(new StringValue(object.nameAt(i).text()));
    }
    return new ArrayValue(keys);
  }

  private static Value range(List<Value> arguments) {
    int start = number("range", arguments.get(0));
    int count = number("range", arguments.get(1));
    if (count < 0 || count > 10_000) {
      throw new EvaluationFailure("range() counts 0 to 10000 numbers, not " + count);
    }
    List<Value> numbers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      numbers.add(new IntegerValue((long) start + i));
    }
    return new ArrayValue(numbers);
  }

  private static Value part(String function, List<Value> arguments, boolean take) {
    int asked = Math.max(0, number(function, arguments.get(1)));
    Value value = arguments.get(0);
    if (value instanceof ArrayValue(List<Value> items)) {
      int cut = Math.min(asked, items.size());
      return new ArrayValue(take ? items.subList(0, cut) : items.subList(cut, items.size()));
    }
    String in = text(function, value);
    int cut = Math.min(asked, in.length());
    return new StringValue(take ? in.substring(0, cut) : in.substring(cut));
  }

  private static Value tryGet(List<Value> arguments) {
    Value value = arguments.getFirst();
    for (Value key : arguments.subList(1, arguments.size())) {
      value = get(value, key);
    }
    return present(value);
  }

  /** The item or property, or absent where there is none. */
  static Value get(Value container, Value key) {
    if (container instanceof ArrayValue(List<Value> items)
        && key instanceof IntegerValue(long index)
        && index >= 0
        && index < items.size()) {
      return items.get((int) index);
    }
    return key instanceof StringValue(String name)
        ? container.get(name)
        : io.merlon.model.AbsentValue.ABSENT;
  }

  private static Value fromEnd(List<Value> arguments, boolean strict) {
    List<Value> items = Arguments.items("indexFromEnd", arguments.get(0));
    int back = number("indexFromEnd", arguments.get(1));
    if (back < 1 || back > items.size()) {
      if (strict) {
        throw new EvaluationFailure("indexFromEnd() reaches outside the array");
      }
      return NullValue.NULL;
    }
    return items.get(items.size() - back);
  }

  private static Value union(List<Value> arguments) {
    if (arguments.getFirst() instanceof ObjectValue) {
      Value merged = ObjectValue.EMPTY;
      for (Value other : arguments) {
        merged = merge(merged, other);
      }
      return merged;
    }
    Set<Value> all = new LinkedHashSet<>();
    arguments.forEach(array -> all.addAll(Arguments.items("union", array)));
    return new ArrayValue(bounded("union", List.copyOf(all)));
  }

  private static Value merge(Value below, Value above) {
    if (!(below instanceof ObjectValue left) || !(above instanceof ObjectValue right)) {
      return above;
    }
    ObjectValue.Builder merged = ObjectValue.builder();
    for (int i = 0; i < left.size(); i++) {
      merged.put(left.nameAt(i), left.valueAt(i));
    }
    for (int i = 0; i < right.size(); i++) {
      merged.put(right.nameAt(i), merge(left.get(right.nameAt(i)), right.valueAt(i)));
    }
    return merged.build();
  }
}
