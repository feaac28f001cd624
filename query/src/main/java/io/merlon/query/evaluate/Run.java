package io.merlon.query.evaluate;

import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.query.QueryLimitException;
import io.merlon.query.QueryLimitException.Limit;
import io.merlon.query.QueryLimits;
import io.merlon.query.Tables;
import java.util.function.BooleanSupplier;

/** One run of a plan: its tables, and what it has taken up so far. For one thread. */
final class Run {
  private static final int STEPS_BETWEEN_LOOKS = 16;
  private static final int CHARACTERS_A_PART = 64;

  /** Above what JSON may be read with, and below what may be written. */
  private static final int DEEPEST = 250;

  private final Tables tables;
  private final QueryLimits limits;
  private final BooleanSupplier expired;
  private final long window;
  private long kept;
  private long dropped;
  private int steps;

  /**
   * A run.
   *
   * @param expired asked now and then whether the time is up
   * @param window how many of the first rows of the result are wanted
   */
  Run(Tables tables, QueryLimits limits, BooleanSupplier expired, long window) {
    this.tables = tables;
    this.limits = limits;
    this.expired = expired;
    this.window = window;
  }

  Tables tables() {
    return tables;
  }

  long window() {
    return window;
  }

  /** Counts a small piece of work and ends the run when the time is up. */
  void step() {
    if (++steps >= STEPS_BETWEEN_LOOKS) {
      steps = 0;
      if (expired.getAsBoolean()) {
        throw new QueryLimitException(
            Limit.TIME,
            "The query took longer than it may; ask for fewer types, subscriptions or columns.");
      }
    }
  }

  /** Counts values that stay in memory. */
  void keep(Value... values) {
    for (Value value : values) {
      keepParts(parts(value, limits.keptValues() - kept));
    }
  }

  void keepParts(long parts) {
    kept += parts;
    if (kept > limits.keptValues()) {
      throw new QueryLimitException(
          Limit.MEMORY,
          "The query keeps more than "
              + limits.keptValues()
              + " values in memory; filter before join, summarize or order by, and project fewer"
              + " columns.");
    }
  }

  void release(Value... values) {
    for (Value value : values) {
      kept -= parts(value, limits.keptValues());
    }
  }

  /** Rows of the result that were counted and not kept, because only the window is wanted. */
  void drop(long rows) {
    dropped += rows;
  }

  long dropped() {
    return dropped;
  }

  /**
   * How many parts a value is made of; counting ends a little above the bound, which is also where
   * a value is that is nested too deep.
   */
  static long parts(Value value, long bound) {
    return parts(value, bound, 0);
  }

  private static long parts(Value value, long bound, int depth) {
    if (depth > DEEPEST) {
      return bound + 1;
    }
    return switch (value) {
      case StringValue(String text) -> 1 + text.length() / CHARACTERS_A_PART;
      case ArrayValue array -> {
        long parts = 1;
        for (int i = 0; i < array.size() && parts <= bound; i++) {
          parts += parts(array.items().get(i), bound - parts, depth + 1);
        }
        yield parts;
      }
      case ObjectValue object -> {
        long parts = 1;
        for (int i = 0; i < object.size() && parts <= bound; i++) {
          parts += parts(object.valueAt(i), bound - parts, depth + 1);
        }
        yield parts;
      }
      default -> 1;
    };
  }
}
