package io.merlon.cli.output;

import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;

/** A curve in one line of text, from values that hold from their time on. */
public final class Sparkline {
  private static final String STEPS = "▁▂▃▄▅▆▇█";

  private Sparkline() {}

  /**
   * Draws it.
   *
   * @param values from 0 to 1, by the time from which they hold
   * @param from where the line begins; before the first value it is empty
   * @param until where it ends
   * @param width its columns
   */
  public static String of(
      NavigableMap<Instant, Double> values, Instant from, Instant until, int width) {
    double least = values.values().stream().mapToDouble(Double::doubleValue).min().orElse(0);
    double most = values.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    StringBuilder line = new StringBuilder(width);
    double step = (double) (until.toEpochMilli() - from.toEpochMilli()) / width;
    for (int column = 1; column <= width; column++) {
      Map.Entry<Instant, Double> held =
          values.floorEntry(from.plusMillis(Math.round(column * step)));
      line.append(held == null ? ' ' : character(held.getValue(), least, most));
    }
    return line.toString();
  }

  /** A flat line stands in the middle, wherever that is. */
  private static char character(double value, double least, double most) {
    int last = STEPS.length() - 1;
    return STEPS.charAt(
        most - least < 1e-9 ? last / 2 : (int) Math.round((value - least) / (most - least) * last));
  }
}
