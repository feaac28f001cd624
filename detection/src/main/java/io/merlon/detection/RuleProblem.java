package io.merlon.detection;

/**
 * Why a document did not become a rule. What stands beside it is still used.
 *
 * @param kind whether the document is wrong, or right but not supported yet
 * @param source the file or other place that the document came from
 * @param line the line that it is about, from 1; 0 for the whole of the source
 * @param reason what is wrong, and what would be right
 */
public record RuleProblem(Kind kind, String source, int line, String reason) {
  /** Whose fault it is. */
  public enum Kind {
    /** Sigma allows it, this engine does not know it. */
    UNSUPPORTED,
    /** Not a Sigma document. */
    FAILED
  }

  @Override
  public String toString() {
    return source + (line == 0 ? "" : ":" + line) + ": " + reason;
  }
}
