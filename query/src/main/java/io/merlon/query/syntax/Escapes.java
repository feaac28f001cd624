package io.merlon.query.syntax;

/** The escapes of a text between quotes. */
final class Escapes {
  private Escapes() {}

  static String resolve(String raw, Place place) {
    if (raw.indexOf('\\') < 0) {
      return raw;
    }
    StringBuilder text = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      c = raw.charAt(++i);
      switch (c) {
        case 'n' -> text.append('\n');
        case 't' -> text.append('\t');
        case 'r' -> text.append('\r');
        case '\\', '\'', '"' -> text.append(c);
        case 'x' -> {
          text.append(code(raw, i + 1, 2, place));
          i += 2;
        }
        case 'u' -> {
          text.append(code(raw, i + 1, 4, place));
          i += 4;
        }
        default ->
            throw place.malformed(
                "'\\" + c + "' is no escape; for a backslash write '\\\\', or @ before the quote");
      }
    }
    return text.toString();
  }

  private static char code(String raw, int start, int digits, Place place) {
    int code = 0;
    for (int i = start; i < start + digits; i++) {
      int digit = i < raw.length() ? Character.digit(raw.charAt(i), 16) : -1;
      if (digit < 0) {
        throw place.malformed("an escape needs " + digits + " hexadecimal digits");
      }
      code = code * 16 + digit;
    }
    return (char) code;
  }
}
