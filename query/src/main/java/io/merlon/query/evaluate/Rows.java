package io.merlon.query.evaluate;

/** A planned pipeline: pushes its rows into a sink until they end or no more are wanted. */
@FunctionalInterface
interface Rows {
  void push(Run run, Sink sink);

  /** These rows with a step behind them. */
  default Rows then(Step step) {
    return (run, sink) -> {
      Sink first = step.open(run, sink);
      push(run, first);
      first.finish();
    };
  }

  /** What is done to rows; it tells the next sink of rows, and never that they end. */
  @FunctionalInterface
  interface Step {
    Sink open(Run run, Sink next);
  }
}
