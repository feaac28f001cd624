package io.merlon.query.evaluate;

import io.merlon.model.Value;

/**
 * Gives a value for a row. A string is never null, all else may be {@code NullValue}; points in
 * time and spans are whole numbers of 100 nanoseconds. Nothing is ever absent.
 */
@FunctionalInterface
interface Node {
  Value evaluate(Value[] row);
}
