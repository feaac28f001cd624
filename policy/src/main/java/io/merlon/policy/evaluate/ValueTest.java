package io.merlon.policy.evaluate;

import io.merlon.model.ArrayValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.policy.syntax.Operator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The right-hand side of a leaf: an operator and what it compares with. */
sealed interface ValueTest {
  boolean test(Value actual, Evaluation evaluation);

  Value expected(Evaluation evaluation);

  /** The quickest test for an operator and a constant. */
  static ValueTest of(Operator operator, Read expected) {
    if (!(expected instanceof Read.Constant(Value constant))) {
      return new Compared(operator, expected);
    }
    if (constant instanceof StringValue(String text) && !text.isEmpty()) {
      if (operator == Operator.EQUALS || operator == Operator.NOT_EQUALS) {
        return new EqualsText(text, constant, operator == Operator.EQUALS);
      }
    }
    if ((operator == Operator.IN || operator == Operator.NOT_IN)
        && constant instanceof ArrayValue(List<Value> items)
        && items.size() > 8
        && items.stream().allMatch(i -> i instanceof StringValue(String t) && !t.isEmpty())) {
      Set<String> folded = new HashSet<>();
      items.forEach(item -> folded.add(Folding.fold(item.textOr(""))));
      return new InTexts(Set.copyOf(folded), constant, operator == Operator.IN);
    }
    if (operator == Operator.EXISTS) {
      return new Exists(Comparisons.isTrue(constant), constant);
    }
    return new Compared(operator, expected);
  }

  record Compared(Operator operator, Read with) implements ValueTest {
    @Override
    public boolean test(Value actual, Evaluation evaluation) {
      return Comparisons.test(operator, actual, with.read(evaluation));
    }

    @Override
    public Value expected(Evaluation evaluation) {
      return with.read(evaluation);
    }
  }

  record EqualsText(String text, Value constant, boolean wanted) implements ValueTest {
    @Override
    public boolean test(Value actual, Evaluation evaluation) {
      boolean same =
          actual instanceof StringValue(String found)
              ? Folding.same(found, text)
              : Comparisons.same(actual, constant);
      return same == wanted;
    }

    @Override
    public Value expected(Evaluation evaluation) {
      return constant;
    }
  }

  record InTexts(Set<String> folded, Value constant, boolean wanted) implements ValueTest {
    @Override
    public boolean test(Value actual, Evaluation evaluation) {
      boolean in =
          actual instanceof StringValue(String found)
              ? folded.contains(Folding.fold(found))
              : Comparisons.test(Operator.IN, actual, constant);
      return in == wanted;
    }

    @Override
    public Value expected(Evaluation evaluation) {
      return constant;
    }
  }

  record Exists(boolean wanted, Value constant) implements ValueTest {
    @Override
    public boolean test(Value actual, Evaluation evaluation) {
      return actual.isNullOrAbsent() != wanted;
    }

    @Override
    public Value expected(Evaluation evaluation) {
      return constant;
    }
  }

  /** Any test of a location, in which spaces and case do not count. */
  record OfLocation(Operator operator, Read with) implements ValueTest {
    @Override
    public boolean test(Value actual, Evaluation evaluation) {
      return Comparisons.test(operator, normal(actual), normal(with.read(evaluation)));
    }

    @Override
    public Value expected(Evaluation evaluation) {
      return with.read(evaluation);
    }

    private static Value normal(Value value) {
      return switch (value) {
        case StringValue(String text) when text.indexOf(' ') >= 0 ->
            new StringValue(text.replace(" ", ""));
        case ArrayValue(List<Value> items) ->
            new ArrayValue(items.stream().map(OfLocation::normal).toList());
        default -> value;
      };
    }
  }
}
