package io.merlon.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.report.Tracking.Point;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CurveTest {
  private static Point point(long second, double percentage) {
    return new Point(Instant.ofEpochSecond(second), percentage);
  }

  @Test
  void aFigureHoldsUntilTheNext() {
    Curve curve =
        Curve.of(List.of(point(0, 50), point(60, 100), point(90, 0)), Instant.ofEpochSecond(120))
            .orElseThrow();
    assertThat(curve.line())
        .isEqualTo("0.0,20.0 0.0,20.0 120.0,20.0 120.0,3.0 180.0,3.0 180.0,37.0 240.0,37.0");
    assertThat(curve.change()).isEqualTo(-50);
  }

  @Test
  void onePointIsNoCurveAndALevelOneStandsInTheMiddle() {
    assertThat(Curve.of(List.of(point(0, 50)), Instant.ofEpochSecond(9))).isEmpty();
    assertThat(new Curve(List.of(point(0, 5), point(5, 5)), Instant.ofEpochSecond(5)).line())
        .isEqualTo("0.0,20.0 0.0,20.0 240.0,20.0 240.0,20.0 240.0,20.0");
  }
}
