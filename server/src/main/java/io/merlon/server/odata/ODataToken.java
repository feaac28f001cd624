package io.merlon.server.odata;

import java.util.ArrayList;
import java.util.List;

/**
 * A word of a query.
 *
 * @param kind what it is
 * @param text what it says: a text without its quotes, else as it was written
 * @param at where it begins
 */
record ODataToken(Kind kind, String text, int at) {
  private static final int MAX_LENGTH = 4_000;

  enum Kind {
    WORD,
    TEXT,
    OPEN,
    CLOSE,
    COMMA,
    END
  }

  boolean is(String word) {
    return kind == Kind.WORD && text.equalsIgnoreCase(word);
  }

  /** The words of a query; the last one is its end. */
  static List<ODataToken> read(String query) {
    if (query.length() > MAX_LENGTH) {
      throw new ODataException("longer than " + MAX_LENGTH + " characters", MAX_LENGTH);
    }
    List<ODataToken> tokens = new ArrayList<>();
    int at = 0;
    while (at < query.length()) {
      char c = query.charAt(at);
      switch (c) {
        case ' ', '\t', '\r', '\n' -> at++;
        case '(' -> tokens.add(new ODataToken(Kind.OPEN, "(", at++));
        case ')' -> tokens.add(new ODataToken(Kind.CLOSE, ")", at++));
        case ',' -> tokens.add(new ODataToken(Kind.COMMA, ",", at++));
        case '\'' -> at = text(query, at, tokens);
        default -> at = word(query, at, tokens);
      }
    }
    tokens.add(new ODataToken(Kind.END, "the end", at));
    return tokens;
  }

  /** A quote within a text is written twice. */
  private static int text(String query, int from, List<ODataToken> tokens) {
    StringBuilder text = new StringBuilder();
    for (int at = from + 1; at < query.length(); at++) {
      char c = query.charAt(at);
      if (c != '\'') {
        text.append(c);
      } else if (at + 1 < query.length() && query.charAt(at + 1) == '\'') {
        text.append(c);
        at++;
      } else {
        tokens.add(new ODataToken(Kind.TEXT, text.toString(), from));
        return at + 1;
      }
    }
    throw new ODataException("a text without its closing quote", from);
  }

  private static int word(String query, int from, List<ODataToken> tokens) {
    int at = from;
    while (at < query.length() && isOfWord(query.charAt(at))) {
      at++;
    }
    if (at == from) {
      throw new ODataException("'" + query.charAt(at) + "' means nothing here", at);
    }
    tokens.add(new ODataToken(Kind.WORD, query.substring(from, at), from));
    return at;
  }

  private static boolean isOfWord(char c) {
    return Character.isLetterOrDigit(c) || "_-./:+$@".indexOf(c) >= 0;
  }
}
