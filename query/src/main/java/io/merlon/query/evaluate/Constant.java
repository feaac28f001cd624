package io.merlon.query.evaluate;

import io.merlon.model.Value;

/** The same value for every row. */
record Constant(Value value) implements Node {
  @Override
  public Value evaluate(Value[] row) {
    return value;
  }
}
