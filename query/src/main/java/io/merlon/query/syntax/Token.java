package io.merlon.query.syntax;

/**
 * A word of the language.
 *
 * @param text what it means: a text without its quotes, a name, a symbol
 * @param type of a literal such as {@code datetime(...)} its type, else empty
 * @param start where it begins in the text
 * @param end where it ends
 */
record Token(Kind kind, String text, String type, int start, int end, Place place) {
  enum Kind {
    NAME,
    TEXT,
    NUMBER,
    SPAN,
    LITERAL,
    SYMBOL,
    END
  }

  boolean is(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  boolean isName(String name) {
    return kind == Kind.NAME && text.equalsIgnoreCase(name);
  }
}
