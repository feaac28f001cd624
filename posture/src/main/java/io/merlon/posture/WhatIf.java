package io.merlon.posture;

import java.util.Set;

/**
 * The score if some recommendations were fixed on every resource that counts against the score.
 *
 * @param score the score then
 * @param exact false when resources had more different combinations of unhealthy recommendations
 *     than are kept; the score is then a lower bound
 * @param unknown the names that are no recommendation of the plan
 */
public record WhatIf(Score score, boolean exact, Set<String> unknown) {
  public WhatIf {
    unknown = Set.copyOf(unknown);
  }
}
