package io.merlon.detection;

import java.util.regex.Pattern;

/** A text that may be looked at a bounded number of times, so that no expression runs away. */
final class BoundedText implements CharSequence {
  static final int MOST_LOOKS = 1_000_000;

  private final String text;
  private final int[] looks;

  private BoundedText(String text, int[] looks) {
    this.text = text;
    this.looks = looks;
  }

  static BoundedText of(String text) {
    return new BoundedText(text, new int[1]);
  }

  /** Whether the pattern is found before the looks are used up. */
  boolean has(Pattern pattern) {
    try {
      return pattern.matcher(this).find();
    } catch (UsedUp e) {
      return false;
    }
  }

  /** How often it was looked at. */
  int looks() {
    return looks[0];
  }

  private static final class UsedUp extends RuntimeException {
    private static final long serialVersionUID = 1;

    UsedUp() {
      super("looked at too often", null, false, false);
    }
  }

  @Override
  public char charAt(int index) {
    if (looks[0]++ > MOST_LOOKS) {
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
