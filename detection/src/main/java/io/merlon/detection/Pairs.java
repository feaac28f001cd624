package io.merlon.detection;

/**
 * How often two characters stand side by side in the texts that rules look for. Rules name what is
 * in events, so what is frequent in the one is frequent in the other.
 */
final class Pairs {
  private static final int ASCII = 0x80;

  private final int[] counts = new int[ASCII * ASCII];

  void count(String text) {
    for (int at = 0; at + 1 < text.length(); at++) {
      counts[pair(text, at)]++;
    }
  }

  /** How frequent the pairs of a part of a text are together: the logarithm of their product. */
  double frequency(String text, int start, int end) {
    double sum = 0;
    for (int at = start; at + 1 < end; at++) {
      sum += Math.log(1 + counts[pair(text, at)]);
    }
    return sum;
  }

  private static int pair(String text, int at) {
    return text.charAt(at) % ASCII * ASCII + text.charAt(at + 1) % ASCII;
  }
}
