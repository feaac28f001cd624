package io.merlon.query.evaluate;

import io.merlon.model.ArrayValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.NullValue;
import io.merlon.model.PropertyName;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.query.ColumnType;
import io.merlon.query.syntax.Place;
import java.util.List;

/** Steps into dynamic values. A step that leads nowhere gives null. */
final class Dynamics {
  private Dynamics() {}

  static Typed member(Typed target, String name, Place place) {
    require(target, place);
    Node node = target.node();
    PropertyName property = PropertyName.of(name);
    return Typed.folded(
        row -> present(node.evaluate(row).get(property)), ColumnType.DYNAMIC, List.of(target));
  }

  private static void require(Typed target, Place place) {
    if (target.type() != ColumnType.DYNAMIC) {
      throw place.wrong(
          "a "
              + target.type().keyword()
              + " has no properties; for a text that holds JSON write parse_json(…) around it");
    }
  }

  static Typed index(Typed target, Typed key, Place place) {
    require(target, place);
    Node node = target.node();
    Node keyNode = key.node();
    return Typed.folded(
        row -> {
          Value value = node.evaluate(row);
          return switch (keyNode.evaluate(row)) {
            case StringValue(String name) -> present(value.get(name));
            case IntegerValue(long position) -> item(value, position);
            default -> NullValue.NULL;
          };
        },
        ColumnType.DYNAMIC,
        List.of(target, key));
  }

  /** An item; counted from the end when the position is negative. */
  private static Value item(Value value, long position) {
    if (value instanceof ArrayValue array) {
      long at = position < 0 ? array.size() + position : position;
      if (at >= 0 && at < array.size()) {
        return array.items().get((int) at);
      }
    }
    return NullValue.NULL;
  }

  static Value present(Value value) {
    return value.isAbsent() ? NullValue.NULL : value;
  }
}
