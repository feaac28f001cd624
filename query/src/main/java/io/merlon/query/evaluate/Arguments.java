package io.merlon.query.evaluate;

import io.merlon.model.NumberValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.query.ColumnType;
import io.merlon.query.QueryLimitException;
import io.merlon.query.QueryLimitException.Limit;
import io.merlon.query.syntax.Place;
import io.merlon.query.value.Numbers;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** The planned arguments of a call, and how its result is given. */
record Arguments(List<Typed> all, Place place, PlanContext context) {
  Arguments {
    all = List.copyOf(all);
  }

  int size() {
    return all.size();
  }

  Typed at(int index) {
    return all.get(index);
  }

  /** The argument turned into a text. */
  Function<Value[], String> text(int index) {
    Node node = all.get(index).as(ColumnType.STRING).node();
    return row -> node.evaluate(row).textOr("");
  }

  /** The argument as a whole number, with this for null and where it is not given. */
  ToLongFunction<Value[]> whole(int index, long otherwise) {
    if (index >= size()) {
      return row -> otherwise;
    }
    Node node = all.get(index).as(ColumnType.LONG).node();
    return row ->
        node.evaluate(row) instanceof NumberValue number
            ? (long) Numbers.toDouble(number)
            : otherwise;
  }

  Node dynamic(int index) {
    return all.get(index).as(ColumnType.DYNAMIC).node();
  }

  /** The text of an argument that must not depend on the row. */
  String constantText(int index) {
    return all.get(index)
        .as(ColumnType.STRING)
        .constant()
        .orElseThrow(() ->
            place.wrong("argument " + (index + 1) + " of '" + place.token() + "' must be constant"))
        .textOr("");
  }

  /** The call's result. */
  Typed give(ColumnType type, Node node) {
    return Typed.folded(node, type, all);
  }

  /** The call's result as a text of bounded length. */
  Typed giveText(Function<Value[], String> text) {
    return give(ColumnType.STRING, row -> new StringValue(bounded(text.apply(row))));
  }

  private String bounded(String text) {
    requireSize(text.length());
    return text;
  }

  /** Ends the run when a value that is made would be too large. */
  void requireSize(long size) {
    if (size > context.limits().valueSize()) {
      throw new QueryLimitException(
          Limit.TEXT,
          "A value that '"
              + place.token()
              + "' makes is larger than "
              + context.limits().valueSize()
              + " characters or parts.");
    }
  }

  /** The call's result as a dynamic value of bounded size. */
  Typed giveDynamic(Node node) {
    return give(
        ColumnType.DYNAMIC,
        row -> {
          Value value = node.evaluate(row);
          requireSize(Run.parts(value, context.limits().valueSize()));
          return value;
        });
  }
}
