package io.merlon.detection;

/** What is known of one event so far: a test that several rules make is made once. */
final class Memo {
  private static final byte NO = 1;
  private static final byte YES = 2;

  private final EventFields fields;
  private final byte[] outcomes;

  Memo(EventFields fields, int tests) {
    this.fields = fields;
    this.outcomes = new byte[tests];
  }

  boolean outcome(int test, FieldMatcher matcher) {
    if (outcomes[test] == 0) {
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
