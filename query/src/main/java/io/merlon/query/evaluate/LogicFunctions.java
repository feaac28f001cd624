package io.merlon.query.evaluate;

import io.merlon.model.BooleanValue;
import io.merlon.model.NullValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.query.ColumnType;
import io.merlon.query.evaluate.Functions.Signature;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Functions that choose between values. */
final class LogicFunctions {
  private static final int ANY = 256;

  private LogicFunctions() {}

  static void addTo(Map<String, Signature> functions) {
    functions.put("not", new Signature(1, 1, call -> Logic.not(condition(call, 0))));
    functions.put("isnull", new Signature(1, 1, LogicFunctions::isNull));
    functions.put("isnotnull", new Signature(1, 1, call -> Logic.not(isNull(call))));
    functions.put("iff", new Signature(3, 3, LogicFunctions::choose));
    functions.put("iif", new Signature(3, 3, LogicFunctions::choose));
    functions.put("case", new Signature(3, ANY, LogicFunctions::choose));
    functions.put("coalesce", new Signature(2, ANY, LogicFunctions::coalesce));
  }

  private static Typed condition(Arguments call, int index) {
    Typed condition = call.at(index);
    if (condition.type() != ColumnType.BOOL && condition.type() != ColumnType.DYNAMIC) {
      throw call.place()
          .wrong(
              "argument "
                  + (index + 1)
                  + " of '"
                  + call.place().token()
                  + "' is true or false, not a "
                  + condition.type().keyword());
    }
    return condition.as(ColumnType.BOOL);
  }

  private static Typed isNull(Arguments call) {
    Node node = call.at(0).node();
    return call.give(ColumnType.BOOL, row -> BooleanValue.of(node.evaluate(row) == NullValue.NULL));
  }

  /** The value behind the first condition that is true, else the last. */
  private static Typed choose(Arguments call) {
    int last = call.size() - 1;
    if (last % 2 != 0) {
      throw call.place().wrong("'case' takes conditions and values by turns, and one value more");
    }
    List<Typed> values =
        IntStream.rangeClosed(0, last)
            .filter(i -> i == last || i % 2 == 1)
            .mapToObj(call::at)
            .toList();
    ColumnType type = common(values);
    Node[] conditions = new Node[last / 2];
    Node[] results = new Node[conditions.length];
    for (int i = 0; i < conditions.length; i++) {
      conditions[i] = condition(call, 2 * i).node();
      results[i] = call.at(2 * i + 1).as(type).node();
    }
    Node otherwise = call.at(last).as(type).node();
    return call.give(
        type,
        row -> {
          for (int i = 0; i < conditions.length; i++) {
            if (conditions[i].evaluate(row) == BooleanValue.TRUE) {
              return results[i].evaluate(row);
            }
          }
          return otherwise.evaluate(row);
        });
  }

  /** The first value that is there; an empty text is not. */
  private static Typed coalesce(Arguments call) {
    ColumnType type = common(call.all());
    Node[] nodes = call.all().stream().map(one -> one.as(type).node()).toArray(Node[]::new);
    return call.give(
        type,
        row -> {
          Value value = NullValue.NULL;
          for (Node node : nodes) {
            value = node.evaluate(row);
            if (value != NullValue.NULL && !StringValue.EMPTY.equals(value)) {
              return value;
            }
          }
          return value;
        });
  }

  /** One type for all: their own when they have one, a number's, else dynamic. */
  static ColumnType common(List<Typed> values) {
    List<ColumnType> types =
        values.stream()
            .filter(one -> !one.constant().equals(Optional.of(NullValue.NULL)))
            .map(Typed::type)
            .distinct()
            .toList();
    return switch (types.size()) {
      case 0 -> values.getFirst().type();
      case 1 -> types.getFirst();
      default ->
          types.stream().allMatch(ColumnType::isNumeric) ? ColumnType.REAL : ColumnType.DYNAMIC;
    };
  }
}
