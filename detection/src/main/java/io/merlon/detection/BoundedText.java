package io.merlon.detection;

import java.util.regex.Pattern;

/** A text that may be looked at a bounded number of times, so that no expression runs away. */
final class BoundedText implements CharSequence {
  private static final int MAX_LOOKS = 1_000_000;

  private final String text;
  private final int[] looks;

  private BoundedText(String text, int[] looks) {
    this.text = text;
    this.looks = looks;
  }

  /** Whether the pattern was found before the looks were used up. */
  static boolean isFound(Pattern pattern, String text) {
    try {
      return pattern.matcher(new BoundedText(text, new int[1])).find();
    } catch (UsedUp e) {
      return false;
    }
  }

  private static final class UsedUp extends RuntimeException {
    private static final long serialVersionUID = 1;

    UsedUp() {
      super("looked at too often", null, false, false);
    }
  }

  @Override
  public char charAt(int index) {
    if (looks[0]++ > MAX_LOOKS) {
      throw new UsedUp();
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new BoundedText(text.substring(start, end), looks);
  }

  @Override
  public String toString() {
    return text;
  }
}
