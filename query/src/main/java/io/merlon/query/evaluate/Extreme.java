package io.merlon.query.evaluate;

import io.merlon.model.NullValue;
import io.merlon.model.Value;
import io.merlon.query.evaluate.Aggregate.State;
import java.util.List;

/** The greatest or least value, and what else the first row that has it holds. */
final class Extreme implements State {
  private final Typed value;
  private final boolean max;
  private final List<Node> others;
  private Value best = NullValue.NULL;
  private Value[] held = {};

  Extreme(Typed value, boolean max, List<Node> others) {
    this.value = value;
    this.max = max;
    this.others = others;
  }

  @Override
  public void add(Value[] row, Run run) {
    Value candidate = value.node().evaluate(row);
    boolean first = held.length == 0;
    if (!first && (candidate == NullValue.NULL || !isBetter(candidate))) {
      return;
    }
    if (!first) {
      run.release(held);
    }
    best = candidate;
    held = others.stream().map(node -> node.evaluate(row)).toArray(Value[]::new);
    run.keep(held);
  }

  private boolean isBetter(Value candidate) {
    if (best == NullValue.NULL) {
      return true;
    }
    int order = Comparisons.compare(candidate, best, value.type());
    return max ? order > 0 : order < 0;
  }

  /** The value itself comes first, the others after it. */
  @Override
  public Value result(int index) {
    return index == 0 ? best : held.length == 0 ? NullValue.NULL : held[index - 1];
  }
}
