package io.merlon.query.evaluate;

import io.merlon.model.ArrayValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.NullValue;
import io.merlon.model.Value;
import io.merlon.query.evaluate.Aggregate.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Aggregates that keep values. */
final class Collected {
  private Collected() {}

  static final class DistinctCount implements State {
    private final Node node;
    private final Set<Value> seen = new HashSet<>();

    DistinctCount(Node node) {
      this.node = node;
    }

    @Override
    public void add(Value[] row, Run run) {
      Value value = node.evaluate(row);
      if (value != NullValue.NULL && seen.add(value)) {
        run.keep(value);
      }
    }

    @Override
    public Value result(int index) {
      return new IntegerValue(seen.size());
    }
  }

  /** A list of all values, or of the different ones. */
  static final class Items implements State {
    private final Node node;
    private final long most;
    private final Collection<Value> items;

    Items(Node node, boolean distinct, long most) {
      this.node = node;
      this.most = most;
      this.items = distinct ? new LinkedHashSet<>() : new ArrayList<>();
    }

    @Override
    public void add(Value[] row, Run run) {
      Value value = node.evaluate(row);
      if (value != NullValue.NULL && items.size() < most && items.add(value)) {
        run.keep(value);
      }
    }

    @Override
    public Value result(int index) {
      return new ArrayValue(List.copyOf(items));
    }
  }

  /** What the first row has. */
  static final class Any implements State {
    private final List<Node> nodes;
    private Value[] found = {};

    Any(List<Node> nodes) {
      this.nodes = nodes;
    }

    @Override
    public void add(Value[] row, Run run) {
      if (found.length == 0) {
        found = nodes.stream().map(node -> node.evaluate(row)).toArray(Value[]::new);
        run.keep(found);
      }
    }

    @Override
    public Value result(int index) {
      return found.length == 0 ? NullValue.NULL : found[index];
    }
  }
}
