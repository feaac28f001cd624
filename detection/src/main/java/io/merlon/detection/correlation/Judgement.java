package io.merlon.detection.correlation;

import io.merlon.detection.CorrelationCondition.Threshold;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Whether a condition holds.
 *
 * @param figure what was worked out
 * @param because the matches that it holds for; nothing where it is all of them
 */
record Judgement(boolean holds, Optional<BigDecimal> figure, Optional<List<Entry>> because) {
  static final Judgement NO = new Judgement(false, Optional.empty(), Optional.empty());
  static final Judgement YES = new Judgement(true, Optional.empty(), Optional.empty());

  static Judgement of(Threshold threshold, BigDecimal figure) {
    return new Judgement(threshold.holds(figure), Optional.of(figure), Optional.empty());
  }
}
