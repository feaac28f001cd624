package io.merlon.query.evaluate;

import io.merlon.model.IntegerValue;
import io.merlon.model.NullValue;
import io.merlon.model.NumberValue;
import io.merlon.model.Value;
import io.merlon.query.evaluate.Aggregate.State;
import io.merlon.query.value.Numbers;

/** Aggregates that need a number or two only. */
final class Totals {
  private Totals() {}

  static final class Count implements State {
    private long count;

    @Override
    public void add(Value[] row, Run run) {
      count++;
    }

    @Override
    public Value result(int index) {
      return new IntegerValue(count);
    }
  }

  /** A sum of whole numbers; null when it does not fit 64 bits. */
  static final class WholeSum implements State {
    private final Node node;
    private long sum;
    private boolean tooLarge;

    WholeSum(Node node) {
      this.node = node;
    }

    @Override
    public void add(Value[] row, Run run) {
      if (node.evaluate(row) instanceof IntegerValue(long number)) {
        long next = sum + number;
        tooLarge |= ((sum ^ next) & (number ^ next)) < 0;
        sum = next;
      }
    }

    @Override
    public Value result(int index) {
      return tooLarge ? NullValue.NULL : new IntegerValue(sum);
    }
  }

  static final class RealSum implements State {
    private final Node node;
    private double sum;

    RealSum(Node node) {
      this.node = node;
    }

    @Override
    public void add(Value[] row, Run run) {
      if (node.evaluate(row) instanceof NumberValue number) {
        sum += Numbers.toDouble(number);
      }
    }

    @Override
    public Value result(int index) {
      return Numbers.real(sum);
    }
  }

  static final class Average implements State {
    private final Node node;
    private final boolean whole;
    private double sum;
    private long count;

    Average(Node node, boolean whole) {
      this.node = node;
      this.whole = whole;
    }

    @Override
    public void add(Value[] row, Run run) {
      if (node.evaluate(row) instanceof NumberValue number) {
        sum += Numbers.toDouble(number);
        count++;
      }
    }

    @Override
    public Value result(int index) {
      if (count == 0) {
        return NullValue.NULL;
      }
      return whole ? Numbers.truncated(sum / count) : Numbers.real(sum / count);
    }
  }
}
