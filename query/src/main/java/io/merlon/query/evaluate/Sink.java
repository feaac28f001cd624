package io.merlon.query.evaluate;

import io.merlon.model.Value;

/** Takes rows one after the other. */
@FunctionalInterface
interface Sink {
  /** Takes a row and says whether more are wanted. The row is not changed afterwards. */
  boolean accept(Value[] row);

  /** Told once when no more rows come. */
  default void finish() {}
}
