package io.merlon.detection;

import io.merlon.detection.TextPattern.Literal;
import io.merlon.detection.TextPattern.Part;
import io.merlon.detection.TextPattern.Placeholder;
import io.merlon.detection.TextPattern.Wildcard;
import java.util.List;
import java.util.Locale;

/** Text patterns, compiled. The usual shapes are one call; the others take linear memory. */
final class Wildcards {
  private Wildcards() {}

  /** A test for the pattern; one with a placeholder that nobody filled holds for nothing. */
  static ValueTest compile(TextPattern pattern, boolean cased) {
    List<Part> parts = pattern.parts();
    if (parts.stream().anyMatch(Placeholder.class::isInstance)) {
      return (value, event) -> false;
    }
    boolean open = !parts.isEmpty() && parts.getFirst() == Wildcard.ANY;
    boolean unended = parts.size() > 1 && parts.getLast() == Wildcard.ANY;
    List<Part> inner = parts.subList(open ? 1 : 0, parts.size() - (unended ? 1 : 0));
    if (inner.isEmpty()) {
      return open ? (value, event) -> true : (value, event) -> value.text().isEmpty();
    }
    if (inner.size() == 1 && inner.getFirst() instanceof Literal(String literal)) {
      return literal(cased ? literal : literal.toLowerCase(Locale.ROOT), open, unended, cased);
    }
    List<Part> folded = cased ? parts : parts.stream().map(Wildcards::folded).toList();
    return (value, event) -> matches(folded, cased ? value.text() : value.folded());
  }

  private static Part folded(Part part) {
    return part instanceof Literal(String text) ? new Literal(text.toLowerCase(Locale.ROOT)) : part;
  }

  private static ValueTest literal(String text, boolean open, boolean unended, boolean cased) {
    if (open && unended) {
      return (value, event) -> (cased ? value.text() : value.folded()).contains(text);
    }
    if (open) {
      return (value, event) -> (cased ? value.text() : value.folded()).endsWith(text);
    }
    if (unended) {
      return (value, event) -> (cased ? value.text() : value.folded()).startsWith(text);
    }
    return (value, event) -> (cased ? value.text() : value.folded()).equals(text);
  }

  /**
   * Greedy with one place to come back to: a later {@code *} never needs an earlier one's choice.
   */
  private static boolean matches(List<Part> parts, String text) {
    int part = 0;
    int at = 0;
    int resumePart = -1;
    int resumeAt = 0;
    while (true) {
      if (part == parts.size()) {
        if (at == text.length()) {
          return true;
        }
      } else if (parts.get(part) == Wildcard.ANY) {
        resumePart = ++part;
        resumeAt = at;
        continue;
      } else if (parts.get(part) == Wildcard.ONE && at < text.length()) {
        part++;
        at++;
        continue;
      } else if (parts.get(part) == Wildcard.DASH
          && at < text.length()
          && Dashes.ALL.indexOf(text.charAt(at)) >= 0) {
        part++;
        at++;
        continue;
      } else if (parts.get(part) instanceof Literal(String literal)
          && text.startsWith(literal, at)) {
        part++;
        at += literal.length();
        continue;
      }
      if (resumePart < 0 || resumeAt >= text.length()) {
        return false;
      }
      part = resumePart;
      at = ++resumeAt;
    }
  }
}
