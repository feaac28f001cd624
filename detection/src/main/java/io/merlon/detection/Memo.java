package io.merlon.detection;

import java.util.Arrays;

/** What is known of an event so far: a test that several rules make is made once. */
final class Memo {
  private static final byte NO = 1;
  private static final byte YES = 2;

  private final EventFields fields;
  private final byte[] outcomes;
  private boolean isEmpty = true;

  Memo(EventFields fields, int tests) {
    this.fields = fields;
    this.outcomes = new byte[tests];
  }

  /** Forgets everything, for another event. */
  void clear() {
    if (!isEmpty) {
      Arrays.fill(outcomes, (byte) 0);
      isEmpty = true;
    }
  }

  boolean outcome(int test, FieldMatcher matcher) {
    if (outcomes[test] == 0) {
      isEmpty = false;
      outcomes[test] = matcher.test(fields) ? YES : NO;
    }
    return outcomes[test] == YES;
  }

  /** A condition over an event. */
  @FunctionalInterface
  interface Node {
    boolean test(Memo memo);
  }
}
