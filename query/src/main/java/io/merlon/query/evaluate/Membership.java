package io.merlon.query.evaluate;

import io.merlon.model.ArrayValue;
import io.merlon.model.BooleanValue;
import io.merlon.model.NullValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.query.ColumnType;
import io.merlon.query.syntax.Comparator;
import io.merlon.query.syntax.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code in}, {@code has_any} and {@code has_all}: a value against a list. */
final class Membership {
  private Membership() {}

  static Typed in(Typed operand, List<Typed> values, boolean fold, boolean not, Place place) {
    List<Typed> spread = spread(values);
    boolean constantTexts =
        (operand.type() == ColumnType.STRING || operand.type() == ColumnType.DYNAMIC)
            && spread.stream().allMatch(one -> one.isConstant() && one.type() == ColumnType.STRING);
    Typed in =
        constantTexts
            ? inTexts(operand.as(ColumnType.STRING), spread, fold)
            : Logic.or(
                spread.stream()
                    .map(one ->
                        fold
                            ? TextTests.of(Comparator.SAME, operand, one, place)
                            : Comparisons.of(Comparator.EQUAL, operand, one, place))
                    .toList());
    return not ? Logic.not(in) : in;
  }

  private static Typed inTexts(Typed operand, List<Typed> values, boolean fold) {
    Set<String> texts = new HashSet<>();
    for (Typed value : values) {
      String text = value.constant().map(one -> one.textOr("")).orElse("");
      texts.add(fold ? TextTests.fold(text) : text);
    }
    Node node = operand.node();
    return Typed.folded(
        row -> {
          String text = node.evaluate(row).textOr("");
          return BooleanValue.of(texts.contains(fold ? TextTests.fold(text) : text));
        },
        ColumnType.BOOL,
        List.of(operand));
  }

  /** A constant array among the values stands for its items. */
  private static List<Typed> spread(List<Typed> values) {
    List<Typed> spread = new ArrayList<>();
    for (Typed value : values) {
      if (value.constant().orElse(NullValue.NULL) instanceof ArrayValue(List<Value> items)) {
        for (Value item : items) {
          spread.add(
              Typed.constant(
                  item, item instanceof StringValue ? ColumnType.STRING : ColumnType.DYNAMIC));
        }
      } else {
        spread.add(value);
      }
    }
    return spread;
  }

  static Typed terms(Typed operand, List<Typed> terms, boolean all, Place place) {
    List<Typed> tests =
        spread(terms).stream()
            .map(term -> TextTests.of(Comparator.HAS, operand, term, place))
            .toList();
    return all ? Logic.and(tests) : Logic.or(tests);
  }
}
