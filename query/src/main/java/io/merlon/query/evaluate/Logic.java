package io.merlon.query.evaluate;

import io.merlon.model.BooleanValue;
import io.merlon.model.NullValue;
import io.merlon.model.Value;
import io.merlon.query.ColumnType;
import java.util.List;

/** {@code and}, {@code or} and {@code not} of three values: true, false and null. */
final class Logic {
  private Logic() {}

  static Typed and(List<Typed> operands) {
    return join(operands, BooleanValue.FALSE);
  }

  static Typed or(List<Typed> operands) {
    return join(operands, BooleanValue.TRUE);
  }

  /** The deciding value as soon as an operand has it, null when one is null, else its opposite. */
  private static Typed join(List<Typed> operands, BooleanValue deciding) {
    Node[] nodes = operands.stream().map(Typed::node).toArray(Node[]::new);
    BooleanValue otherwise = BooleanValue.of(deciding == BooleanValue.FALSE);
    Node node =
        row -> {
          Value result = otherwise;
          for (Node operand : nodes) {
            Value value = operand.evaluate(row);
            if (value == deciding) {
              return deciding;
            }
            if (value == NullValue.NULL) {
              result = value;
            }
          }
          return result;
        };
    return Typed.folded(node, ColumnType.BOOL, operands);
  }

  static Typed not(Typed operand) {
    Node node = operand.node();
    return Typed.folded(
        row -> {
          Value value = node.evaluate(row);
          return value instanceof BooleanValue bool ? BooleanValue.of(!bool.isTrue()) : value;
        },
        ColumnType.BOOL,
        List.of(operand));
  }
}
