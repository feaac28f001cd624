package io.merlon.policy.syntax;

/** Takes what is wrong with a document: a JSON pointer within it and the reason. */
@FunctionalInterface
public interface SyntaxProblems {
  void add(String pointer, String reason);

  /** The pointer of a property or item below this pointer (RFC 6901). */
  static String below(String pointer, String step) {
    return pointer + '/' + step.replace("~", "~0").replace("/", "~1");
  }
}
