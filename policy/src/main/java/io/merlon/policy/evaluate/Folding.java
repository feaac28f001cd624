package io.merlon.policy.evaluate;

import java.util.Locale;

/** Comparison of text in any case, by Unicode's full case folding ({@code ß} is {@code ss}). */
final class Folding {
  private Folding() {}

  static boolean same(String left, String right) {
    return left.equalsIgnoreCase(right)
        || (!(isAscii(left) && isAscii(right)) && fold(left).equals(fold(right)));
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
