package io.merlon.detection;

import java.util.ArrayList;
import java.util.List;

/**
 * Text with wildcards and placeholders.
 *
 * @param parts in order; two literals never stand side by side
 */
public record TextPattern(List<Part> parts) {
  /** A piece of a pattern. */
  public sealed interface Part {}

  /** Just this text. */
  public record Literal(String text) implements Part {}

  /** A placeholder, {@code %name%}, whose values the operator gives. */
  public record Placeholder(String name) implements Part {}

  /** A wildcard. */
  public enum Wildcard implements Part {
    /** {@code ?} */
    ONE,
    /** {@code *} */
    ANY,
    /** One of the dashes and the slash that Windows programs take for each other. */
    DASH
  }

  static TextPattern literal(String text) {
    return new TextPattern(text.isEmpty() ? List.of() : List.of(new Literal(text)));
  }

  /**
   * Reads {@code *}, {@code ?} and the escapes {@code \*}, {@code \?} and {@code \\}; any other
   * backslash is itself.
   */
  static TextPattern parse(String text, boolean placeholders) {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int end = placeholders && c == '%' ? text.indexOf('%', i + 1) : -1;
      if (c == '\\' && i + 1 < text.length() && "*?\\".indexOf(text.charAt(i + 1)) >= 0) {
        literal.append(text.charAt(++i));
      } else if (end > i + 1) {
        flush(literal, parts);
        parts.add(new Placeholder(text.substring(i + 1, end)));
        i = end;
      } else if (c == '*' || c == '?') {
        flush(literal, parts);
        parts.add(c == '*' ? Wildcard.ANY : Wildcard.ONE);
      } else {
        literal.append(c);
      }
    }
    flush(literal, parts);
    return new TextPattern(List.copyOf(parts));
  }

  /** The pattern in which each dash or slash that begins a word may be any of them. */
  TextPattern withAnyDash() {
    List<Part> spelt = new ArrayList<>();
    for (Part part : parts) {
      if (part instanceof Literal(String text)) {
        int from = 0;
        for (int at : Dashes.in(text)) {
          if (at > from) {
            spelt.add(new Literal(text.substring(from, at)));
          }
          spelt.add(Wildcard.DASH);
          from = at + 1;
        }
        if (from < text.length()) {
          spelt.add(new Literal(text.substring(from)));
        }
      } else {
        spelt.add(part);
      }
    }
    return new TextPattern(List.copyOf(spelt));
  }

  TextPattern at(Predicate.Position position) {
    List<Part> moved = new ArrayList<>(parts);
    boolean open = position == Predicate.Position.ANYWHERE || position == Predicate.Position.END;
    if (open && (moved.isEmpty() || moved.getFirst() != Wildcard.ANY)) {
      moved.addFirst(Wildcard.ANY);
    }
    boolean trailing =
        position == Predicate.Position.ANYWHERE || position == Predicate.Position.START;
    if (trailing && (moved.isEmpty() || moved.getLast() != Wildcard.ANY)) {
      moved.addLast(Wildcard.ANY);
    }
    return new TextPattern(List.copyOf(moved));
  }

  private static void flush(StringBuilder literal, List<Part> parts) {
    if (!literal.isEmpty()) {
      parts.add(new Literal(literal.toString()));
      literal.setLength(0);
    }
  }
}
