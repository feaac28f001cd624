package io.merlon.query.evaluate;

import io.merlon.model.BooleanValue;
import io.merlon.model.NullValue;
import io.merlon.model.NumberValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.query.ColumnType;
import io.merlon.query.syntax.Comparator;
import io.merlon.query.syntax.Place;
import java.util.List;

/**
 * Order and equality. A dynamic value is turned into the other side's type first. Null equals
 * nothing: compared with null it is null, compared with a value it is not equal.
 */
final class Comparisons {
  private Comparisons() {}

  static Typed of(Comparator comparator, Typed left, Typed right, Place place) {
    ColumnType type = common(left, right, place);
    Node a = left.as(type).node();
    Node b = right.as(type).node();
    boolean equality = comparator == Comparator.EQUAL || comparator == Comparator.NOT_EQUAL;
    if (type == ColumnType.DYNAMIC && !equality) {
      throw place.wrong(
          "'"
              + comparator.symbol()
              + "' cannot order two dynamic values; turn them into a type, as with tolong(…)");
    }
    Node node =
        equality
            ? equality(a, b, type, comparator == Comparator.NOT_EQUAL)
            : order(a, b, type, comparator);
    return Typed.folded(node, ColumnType.BOOL, List.of(left, right));
  }

  /** The type in which two values are compared. */
  static ColumnType common(Typed left, Typed right, Place place) {
    ColumnType a = left.type();
    ColumnType b = right.type();
    if (a == b || b == ColumnType.DYNAMIC) {
      return a;
    }
    if (a == ColumnType.DYNAMIC) {
      return b;
    }
    if (a.isNumeric() && b.isNumeric()) {
      return ColumnType.REAL;
    }
    if (a == ColumnType.STRING && isTime(b)) {
      return b;
    }
    if (b == ColumnType.STRING && isTime(a)) {
      return a;
    }
    throw place.wrong(
        "a "
            + a.keyword()
            + " cannot be compared with a "
            + b.keyword()
            + "; turn one into the type of the other, as with tostring(…) or tolong(…)");
  }

  private static boolean isTime(ColumnType type) {
    return type == ColumnType.DATETIME || type == ColumnType.TIMESPAN;
  }

  private static Node equality(Node left, Node right, ColumnType type, boolean not) {
    return row -> {
      Value a = left.evaluate(row);
      Value b = right.evaluate(row);
      if (a == NullValue.NULL || b == NullValue.NULL) {
        return a == b ? NullValue.NULL : BooleanValue.of(not);
      }
      return BooleanValue.of(equal(a, b, type) != not);
    };
  }

  /** Whether two values of one type, none of them null, are the same. */
  static boolean equal(Value a, Value b, ColumnType type) {
    return type == ColumnType.STRING || type == ColumnType.BOOL
        ? a.equals(b)
        : a instanceof NumberValue x && b instanceof NumberValue y
            ? NumberValue.compare(x, y) == 0
            : a.equals(b);
  }

  private static Node order(Node left, Node right, ColumnType type, Comparator comparator) {
    return row -> {
      Value a = left.evaluate(row);
      Value b = right.evaluate(row);
      if (a == NullValue.NULL || b == NullValue.NULL) {
        return NullValue.NULL;
      }
      int order = compare(a, b, type);
      return BooleanValue.of(
          switch (comparator) {
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            default -> order >= 0;
          });
    };
  }

  /** The order of two values of one type, none of them null. */
  static int compare(Value a, Value b, ColumnType type) {
    if (a instanceof NumberValue x && b instanceof NumberValue y) {
      return NumberValue.compare(x, y);
    }
    if (type == ColumnType.BOOL) {
      return Boolean.compare(a == BooleanValue.TRUE, b == BooleanValue.TRUE);
    }
    return a instanceof StringValue(String x) && b instanceof StringValue(String y)
        ? x.compareTo(y)
        : 0;
  }
}
