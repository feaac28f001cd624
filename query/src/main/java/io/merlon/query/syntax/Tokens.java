package io.merlon.query.syntax;

import io.merlon.query.syntax.Token.Kind;
import io.merlon.query.value.TimeUnits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Cuts a text into tokens. */
final class Tokens {
  /** Names before a parenthesis that make a literal; what is in it is not of the language. */
  private static final Set<String> LITERALS =
      Set.of(
          "datetime",
          "date",
          "timespan",
          "time",
          "dynamic",
          "guid",
          "bool",
          "boolean",
          "int",
          "long",
          "real",
          "double",
          "decimal");

  private static final List<String> SYMBOLS =
      List.of(
          "==", "=~", "!=", "!~", "<=", ">=", "..", "<", ">", "=", "+", "-", "*", "/", "%", "(",
          ")", "[", "]", "{", "}", ",", ".", "|", ";", ":");

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line = 1;
  private int lineStart;

  private Tokens(String text) {
    this.text = text;
  }

  static List<Token> of(String text) {
    Tokens tokens = new Tokens(text);
    tokens.read();
    return List.copyOf(tokens.tokens);
  }

  private void read() {
    for (skipBlank(); at < text.length(); skipBlank()) {
      char c = text.charAt(at);
      if (isNameStart(c)) {
        name();
      } else if (c >= '0' && c <= '9') {
        number();
      } else if (c == '\'' || c == '"' || text.startsWith("```", at)) {
        quoted(at);
      } else if (c == '@' && isQuote(at + 1)) {
        verbatim();
      } else {
        symbol();
      }
    }
    add(Kind.END, "", "", at, place(at, at));
  }

  private void skipBlank() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (text.startsWith("//", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (c == '\n') {
        at++;
        line++;
        lineStart = at;
      } else if (Character.isWhitespace(c) || c == '\uFEFF' || c == '\u00A0') {
        at++;
      } else {
        return;
      }
    }
  }

  private Place place(int start, int end) {
    return new Place(line, start - lineStart + 1, text.substring(start, end));
  }

  private void add(Kind kind, String meaning, String type, int start, Place place) {
    tokens.add(new Token(kind, meaning, type, start, at, place));
  }

  private static boolean isNameStart(char c) {
    return c == '_' || c == '$' || Character.isLetter(c);
  }

  private boolean isNamePart(int position) {
    return position < text.length()
        && (text.charAt(position) == '_' || Character.isLetterOrDigit(text.charAt(position)));
  }

  private boolean isQuote(int position) {
    return position < text.length()
        && (text.charAt(position) == '\'' || text.charAt(position) == '"');
  }

  private void name() {
    int start = at++;
    while (isNamePart(at)) {
      at++;
    }
    String name = text.substring(start, at);
    if (name.equalsIgnoreCase("h") && isQuote(at)) {
      quoted(start);
      return;
    }
    if (name.equals("in") && at < text.length() && text.charAt(at) == '~') {
      at++;
      name = "in~";
    }
    if (LITERALS.contains(name) && text.startsWith("(", at)) {
      literal(name, start);
      return;
    }
    add(Kind.NAME, name, "", start, place(start, at));
  }

  private void literal(String type, int start) {
    Place place = place(start, at);
    int depth = 0;
    int from = at + 1;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (isQuote(at)) {
        at = closing(at, c, place) - 1;
      } else if (c == '(') {
        depth++;
      } else if (c == ')' && --depth == 0) {
        String inside = text.substring(from, at++);
        add(Kind.LITERAL, inside.strip(), type, start, place);
        countLines(start);
        return;
      }
    }
    throw place.malformed("the literal " + type + "(…) is not closed by ')'");
  }

  /** Keeps the count of lines right over a token that may hold line ends. */
  private void countLines(int start) {
    for (int i = start; i < at; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
  }

  /** The position behind the quote that closes the one at this position. */
  private int closing(int open, char quote, Place place) {
    for (int i = open + 1; i < text.length() && text.charAt(i) != '\n'; i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == quote) {
        return i + 1;
      }
    }
    throw place.malformed("the text that begins with " + quote + " does not end on its line");
  }

  private void quoted(int start) {
    int open = text.charAt(start) == '\'' || text.charAt(start) == '"' ? start : at;
    if (text.startsWith("```", open)) {
      int end = text.indexOf("```", open + 3);
      if (end < 0) {
        throw place(start, open + 3).malformed("the text that begins with ``` is not closed");
      }
      Place place = place(start, open + 3);
      at = end + 3;
      add(Kind.TEXT, text.substring(open + 3, end), "", start, place);
      countLines(start);
      return;
    }
    int end = closing(open, text.charAt(open), place(start, open + 1));
    String meaning = Escapes.resolve(text.substring(open + 1, end - 1), place(start, end));
    at = end;
    add(Kind.TEXT, meaning, "", start, place(start, end));
  }

  /** {@code @'...'}: a backslash means itself and a quote is written twice. */
  private void verbatim() {
    int start = at;
    char quote = text.charAt(at + 1);
    StringBuilder meaning = new StringBuilder();
    for (int i = at + 2; i < text.length() && text.charAt(i) != '\n'; i++) {
      char c = text.charAt(i);
      if (c == quote && (i + 1 >= text.length() || text.charAt(i + 1) != quote)) {
        at = i + 1;
        add(Kind.TEXT, meaning.toString(), "", start, place(start, at));
        return;
      }
      meaning.append(c);
      i += c == quote ? 1 : 0;
    }
    throw place(start, start + 2).malformed("the text that begins with @ does not end on its line");
  }

  private void number() {
    int start = at;
    boolean hex = text.startsWith("0x", at) || text.startsWith("0X", at);
    if (hex) {
      at += 2;
      while (at < text.length() && Character.digit(text.charAt(at), 16) >= 0) {
        at++;
      }
    } else {
      digits();
      if (at + 1 < text.length() && text.charAt(at) == '.' && isDigit(at + 1)) {
        at++;
        digits();
      }
      if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
        int sign = at + 1 < text.length() && "+-".indexOf(text.charAt(at + 1)) >= 0 ? 1 : 0;
        if (isDigit(at + 1 + sign)) {
          at += 1 + sign;
          digits();
        }
      }
    }
    int unit = at;
    while (isNamePart(at)) {
      at++;
    }
    Place place = place(start, at);
    if (unit == at) {
      add(Kind.NUMBER, text.substring(start, at), "", start, place);
      return;
    }
    String unitName = text.substring(unit, at).toLowerCase(Locale.ROOT);
    if (hex || !TimeUnits.knows(unitName)) {
      throw place.malformed("'" + text.substring(start, at) + "' is not a number");
    }
    add(Kind.SPAN, text.substring(start, unit), unitName, start, place);
  }

  private boolean isDigit(int position) {
    return position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9';
  }

  private void digits() {
    while (isDigit(at)) {
      at++;
    }
  }

  private void symbol() {
    int start = at;
    if (text.charAt(at) == '!' && at + 1 < text.length() && isNameStart(text.charAt(at + 1))) {
      at += 2;
      while (isNamePart(at)) {
        at++;
      }
      if (text.startsWith("~", at)) {
        at++;
      }
      add(Kind.SYMBOL, text.substring(start, at), "", start, place(start, at));
      return;
    }
    for (String symbol : SYMBOLS) {
      if (text.startsWith(symbol, at)) {
        at += symbol.length();
        add(Kind.SYMBOL, symbol, "", start, place(start, at));
        return;
      }
    }
    int end = at + Character.charCount(text.codePointAt(at));
    throw place(at, end)
        .malformed("the character '" + text.substring(at, end) + "' has no meaning here");
  }
}
