package io.merlon.detection;

/** What is known of an event so far: a test that several rules make is made once. */
final class Memo {
  private static final byte NO = 1;
  private static final byte YES = 2;

  private final EventFields fields;
  private final byte[] outcomes;

  /** The tests that have an outcome. */
  private final int[] known;

  private int count;

  Memo(EventFields fields, int tests) {
    this.fields = fields;
    this.outcomes = new byte[tests];
    this.known = new int[tests];
  }

  /** Forgets everything, for another event. */
  void clear() {
    for (int i = 0; i < count; i++) {
      outcomes[known[i]] = 0;
    }
    count = 0;
  }

  boolean outcome(int test, FieldMatcher matcher) {
    if (outcomes[test] == 0) {
      outcomes[test] = matcher.test(fields) ? YES : NO;
      known[count++] = test;
    }
    return outcomes[test] == YES;
  }

  /** A condition over an event. */
  @FunctionalInterface
  interface Node {
    boolean test(Memo memo);
  }
}
