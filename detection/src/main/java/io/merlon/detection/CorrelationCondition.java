package io.merlon.detection;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** When a correlation holds. */
public sealed interface CorrelationCondition {
  /**
   * A figure lies within bounds.
   *
   * @param bounds all have to hold
   * @param fields the fields that the figure is made of; none for counts of events and rules
   * @param percentile with {@code value_percentile}, whose value is compared; where it is missing
   *     the share of each value in percent is
   */
  record Threshold(List<Bound> bounds, List<String> fields, Optional<BigDecimal> percentile)
      implements CorrelationCondition {
    /** Whether the figure is within all bounds. */
    public boolean holds(BigDecimal figure) {
      return bounds.stream().allMatch(bound -> bound.holds(figure));
    }

    /** Whether a figure that holds still does when it grows. */
    public boolean isLowerOnly() {
      return bounds.stream()
          .allMatch(one -> one.order() == Order.GREATER || one.order() == Order.GREATER_OR_EQUAL);
    }
  }

  /**
   * Rules that matched, joined by {@code and}, {@code or} and {@code not}.
   *
   * @param condition whose names are references of the correlation's members
   */
  record Occurrence(Condition condition) implements CorrelationCondition {}

  /** One bound of a figure. */
  record Bound(Order order, BigDecimal than) {
    boolean holds(BigDecimal figure) {
      int compared = figure.compareTo(than);
      return switch (order) {
        case GREATER -> compared > 0;
        case GREATER_OR_EQUAL -> compared >= 0;
        case LESS -> compared < 0;
        case LESS_OR_EQUAL -> compared <= 0;
        case EQUAL -> compared == 0;
        case NOT_EQUAL -> compared != 0;
      };
    }
  }

  /** Orders of figures. */
  enum Order {
    GREATER,
    GREATER_OR_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    EQUAL,
    NOT_EQUAL
  }
}
