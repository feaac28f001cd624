package io.merlon.detection;

import java.util.Optional;

/**
 * The longest text that everything which a regular expression finds has in it. Only what is plain
 * is understood: characters outside of groups, classes and choices. What is not gives nothing.
 */
final class RequiredText {
  private static final String META = "\\^$.|?*+()[]{}";

  private final String expression;
  private final StringBuilder run = new StringBuilder();
  private String longest = "";

  private RequiredText(String expression) {
    this.expression = expression;
  }

  /** The text, in the case it is written in. */
  static Optional<String> of(String expression) {
    return new RequiredText(expression).find();
  }

  private Optional<String> find() {
    int at = 0;
    while (at < expression.length()) {
      char c = expression.charAt(at);
      if (c == '|') {
        return Optional.empty();
      }
      if (c == '(' || c == '[') {
        end();
        int close = c == '(' ? afterGroup(at) : afterClass(at);
        if (close < 0 || expression.startsWith("(?x", at) || expression.startsWith("(?ix", at)) {
          return Optional.empty();
        }
        at = close;
      } else if (c == '\\') {
        at = escape(at);
      } else if (META.indexOf(c) >= 0) {
        end();
        at = c == '{' ? afterCount(at) : at + 1;
      } else {
        at = plain(at, c, 1);
      }
    }
    end();
    return longest.isEmpty() ? Optional.empty() : Optional.of(longest);
  }

  /** An escaped sign stands for itself; an escaped letter or digit for something else. */
  private int escape(int at) {
    if (at + 1 < expression.length() && !Character.isLetterOrDigit(expression.charAt(at + 1))) {
      return plain(at, expression.charAt(at + 1), 2);
    }
    end();
    boolean hasMore =
        at + 2 < expression.length() && "xupPcQk".indexOf(expression.charAt(at + 1)) >= 0;
    return hasMore ? expression.length() : at + 2;
  }

  /** A character that may be left out is not required; one that may come again ends the run. */
  private int plain(int at, char c, int width) {
    int next = at + width;
    char quantifier = next < expression.length() ? expression.charAt(next) : 0;
    if (quantifier == '*' || quantifier == '?' || quantifier == '{') {
      end();
      return quantifier == '{' ? afterCount(next) : next + 1;
    }
    run.append(c);
    if (quantifier == '+') {
      end();
      return next + 1;
    }
    return next;
  }

  private int afterCount(int brace) {
    return Math.max(brace, expression.indexOf('}', brace)) + 1;
  }

  private void end() {
    if (run.length() > longest.length()) {
      longest = run.toString();
    }
    run.setLength(0);
  }

  /** Behind the group's end, or -1 where it has none. */
  private int afterGroup(int start) {
    int depth = 0;
    int at = start;
    while (at < expression.length()) {
      switch (expression.charAt(at)) {
        case '\\' -> at++;
        case '(' -> depth++;
        case ')' -> {
          if (--depth == 0) {
            return at + 1;
          }
        }
        case '[' -> {
          int close = afterClass(at);
          if (close < 0) {
            return -1;
          }
          at = close - 1;
        }
        default -> {}
      }
      at++;
    }
    return -1;
  }

  /** Behind the class's end; its first sign may be the closing bracket itself. */
  private int afterClass(int start) {
    int at = start + 1;
    if (at < expression.length() && expression.charAt(at) == '^') {
      at++;
    }
    for (int first = at; at < expression.length(); at++) {
      char c = expression.charAt(at);
      if (c == '\\') {
        at++;
      } else if (c == '[' && expression.startsWith("[:", at)) {
        return -1;
      } else if (c == ']' && at > first) {
        return at + 1;
      }
    }
    return -1;
  }
}
