package io.merlon.policy.evaluate;

/** The patterns of {@code like} and {@code match}, in time linear in the text for one wildcard. */
final class Patterns {
  private Patterns() {}

  /**
   * Whether the text is of this shape: {@code *} is any text, {@code ?} any character; any case.
   */
  static boolean like(String text, String glob) {
    return Folding.isAscii(text) && Folding.isAscii(glob)
        ? fits(text, glob)
        : fits(Folding.fold(text), Folding.fold(glob));
  }

  private static boolean fits(String text, String glob) {
    int t = 0;
    int g = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length()) {
      if (g < glob.length() && glob.charAt(g) == '*') {
        star = g++;
        resume = t;
      } else if (g < glob.length()
          && (glob.charAt(g) == '?' || sameIgnoringCase(glob.charAt(g), text.charAt(t)))) {
        g++;
        t++;
      } else if (star >= 0) {
        g = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (g < glob.length() && glob.charAt(g) == '*') {
      g++;
    }
    return g == glob.length();
  }

  /** Whether the text fits: {@code #} a digit, {@code ?} a letter, {@code .} any character. */
  static boolean match(String text, String pattern, boolean anyCase) {
    if (text.length() != pattern.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char p = pattern.charAt(i);
      boolean fits =
          switch (p) {
            case '#' -> c >= '0' && c <= '9';
            case '?' -> Character.isLetter(c);
            case '.' -> true;
            default -> c == p || (anyCase && sameIgnoringCase(c, p));
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  static boolean containsIgnoringCase(String text, String part) {
    if (!Folding.isAscii(text) || !Folding.isAscii(part)) {
      return Folding.fold(text).contains(Folding.fold(part));
    }
    for (int i = 0; i <= text.length() - part.length(); i++) {
      if (text.regionMatches(true, i, part, 0, part.length())) {
        return true;
      }
    }
    return false;
  }

  private static boolean sameIgnoringCase(char a, char b) {
    return a == b
        || Character.toLowerCase(Character.toUpperCase(a))
            == Character.toLowerCase(Character.toUpperCase(b));
  }
}
