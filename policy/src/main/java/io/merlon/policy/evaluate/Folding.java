package io.merlon.policy.evaluate;

import java.util.Locale;

/** Comparison of text in any case, by Unicode's full case folding ({@code ß} is {@code ss}). */
final class Folding {
  private Folding() {}

  /** Most texts that differ do so early, and ASCII folds character by character. */
  static boolean same(String left, String right) {
    int shorter = Math.min(left.length(), right.length());
    for (int i = 0; i < shorter; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if ((a | b) >= 128) {
        return fold(left).equals(fold(right));
      }
      if (a != b && lower(a) != lower(b)) {
        return false;
      }
    }
    if (left.length() == right.length()) {
      return true;
    }
    char next = left.length() > shorter ? left.charAt(shorter) : right.charAt(shorter);
    return next >= 128 && fold(left).equals(fold(right));
  }

  private static int lower(char ascii) {
    return ascii >= 'A' && ascii <= 'Z' ? ascii | 0x20 : ascii;
  }

  static int compare(String left, String right) {
    return isAscii(left) && isAscii(right)
        ? Integer.signum(left.compareToIgnoreCase(right))
        : Integer.signum(fold(left).compareTo(fold(right)));
  }

  /** The text with all differences of case folded away; itself where that is cheap to see. */
  static String fold(String text) {
    return isAscii(text)
        ? text.toLowerCase(Locale.ROOT)
        : text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 128) {
        return false;
      }
    }
    return true;
  }
}
