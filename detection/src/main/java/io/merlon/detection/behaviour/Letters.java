package io.merlon.detection.behaviour;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** How probable a row of letters is as a word, from how often one letter follows another. */
final class Letters {
  /** The letters, and one place for all that is none. */
  private static final int SIGNS = 27;

  private static final int OTHER = 26;

  private final double[][] bits;

  private Letters(double[][] bits) {
    this.bits = bits;
  }

  /** From {@code letter-pairs.txt}, which says what was counted. */
  static Letters builtIn() {
    try (InputStream in =
        Objects.requireNonNull(
            Letters.class.getResourceAsStream("letter-pairs.txt"), "letter-pairs.txt")) {
      return of(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      throw new IllegalStateException("letter-pairs.txt cannot be read", e);
    }
  }

  private static Letters of(List<String> lines) {
    double[][] counts = new double[SIGNS][SIGNS];
    for (double[] row : counts) {
      java.util.Arrays.fill(row, 1);
    }
    int row = 0;
    for (String line : lines) {
      if (!line.startsWith("#")) {
        String[] cells = line.strip().split(" ", -1);
        for (int i = 0; i < OTHER; i++) {
          counts[row][i] += Double.parseDouble(cells[i]);
        }
        row++;
      }
    }
    double[][] bits = new double[SIGNS][SIGNS];
    for (int from = 0; from < SIGNS; from++) {
      double all = 0;
      for (double count : counts[from]) {
        all += count;
      }
      for (int to = 0; to < SIGNS; to++) {
        bits[from][to] = -Math.log(counts[from][to] / all) / Math.log(2);
      }
    }
    return new Letters(bits);
  }

  /** How many bits a letter carries on average: the more, the less it looks like a word. */
  double bits(String label) {
    double sum = 0;
    int pairs = 0;
    for (int i = 0; i + 1 < label.length(); i++) {
      if (label.charAt(i) != '-' && label.charAt(i + 1) != '-') {
        sum += bits[sign(label.charAt(i))][sign(label.charAt(i + 1))];
        pairs++;
      }
    }
    return pairs == 0 ? 0 : sum / pairs;
  }

  private static int sign(char c) {
    return c >= 'a' && c <= 'z' ? c - 'a' : OTHER;
  }

  /** How evenly the text uses its characters, in bits a character, dots left out. */
  static double entropy(String text) {
    int[] counts = new int[128];
    int length = 0;
    for (char c : text.toLowerCase(Locale.ROOT).toCharArray()) {
      if (c != '.') {
        counts[c & 127]++;
        length++;
      }
    }
    double entropy = 0;
    for (int count : counts) {
      if (count > 0) {
        double share = (double) count / length;
        entropy -= share * Math.log(share) / Math.log(2);
      }
    }
    return entropy;
  }
}
