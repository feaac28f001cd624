package io.merlon.policy;

/**
 * Something wrong with a policy document. What is not wrong beside it is still used.
 *
 * @param source the file or other place that the document came from
 * @param pointer where in the document, as a JSON pointer (RFC 6901); empty for the whole of it
 * @param reason what is wrong, and what would be right
 */
public record PolicyProblem(String source, String pointer, String reason) {
  @Override
  public String toString() {
    return source + (pointer.isEmpty() ? "" : "#" + pointer) + ": " + reason;
  }
}
