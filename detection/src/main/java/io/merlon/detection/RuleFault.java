package io.merlon.detection;

/** Ends the reading of one document; becomes a {@link RuleProblem}. */
final class RuleFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final RuleProblem.Kind kind;
  private final int line;

  RuleFault(RuleProblem.Kind kind, int line, String reason) {
    super(reason, null, false, false);
    this.kind = kind;
    this.line = line;
  }

  static RuleFault failed(int line, String reason) {
    return new RuleFault(RuleProblem.Kind.FAILED, line, reason);
  }

  RuleProblem in(String source) {
    return new RuleProblem(kind, source, line, String.valueOf(getMessage()));
  }
}
