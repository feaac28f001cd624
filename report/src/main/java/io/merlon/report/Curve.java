package io.merlon.report;

import io.merlon.report.Tracking.Point;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A curve of a figure that holds until the next one, in a box of 240 by 40 units.
 *
 * @param points the figure over time, the earliest first; two at least
 * @param until where the curve ends
 */
public record Curve(List<Point> points, Instant until) {
  private static final double WIDTH = 240;
  private static final double HEIGHT = 40;
  private static final double MARGIN = 3;

  public Curve {
    points = List.copyOf(points);
  }

  /** The curve of these, where they make one. */
  static Optional<Curve> of(List<Point> points, Instant until) {
    return points.size() < 2 ? Optional.empty() : Optional.of(new Curve(points, until));
  }

  public Instant from() {
    return points.getFirst().at();
  }

  /** By how many percentage points it moved. */
  public double change() {
    return points.getLast().percentage() - points.getFirst().percentage();
  }

  /** The corners, as an SVG polyline has them. */
  public String line() {
    double least = points.stream().mapToDouble(Point::percentage).min().orElse(0);
    double most = points.stream().mapToDouble(Point::percentage).max().orElse(0);
    StringBuilder line = new StringBuilder();
    double before = y(points.getFirst().percentage(), least, most);
    for (Point point : points) {
      double x = x(point.at());
      double y = y(point.percentage(), least, most);
      line.append(corner(x, before)).append(corner(x, y));
      before = y;
    }
    return line.append(corner(WIDTH, before)).toString().strip();
  }

  private double x(Instant at) {
    double whole = Math.max(1, until.toEpochMilli() - from().toEpochMilli());
    return WIDTH * (at.toEpochMilli() - from().toEpochMilli()) / whole;
  }

  private static double y(double value, double least, double most) {
    double share = most - least < 1e-9 ? 0.5 : (value - least) / (most - least);
    return HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN);
  }

  private static String corner(double x, double y) {
    return String.format(Locale.ROOT, "%.1f,%.1f ", x, y);
  }
}
