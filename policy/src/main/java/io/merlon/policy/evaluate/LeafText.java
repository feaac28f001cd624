package io.merlon.policy.evaluate;

import io.merlon.model.Value;

/** How a leaf was written: what evidence says of it. */
record LeafText(String field, String operator, String note) {
  DecidingLeaf of(Value actual, Value expected, boolean held) {
    return new DecidingLeaf(field, actual, operator, expected, held, note);
  }
}
