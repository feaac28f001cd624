package io.merlon.posture;

import java.time.LocalDate;
import java.util.Objects;

/**
 * What a person settled for one unhealthy resource, whatever the rules say.
 *
 * @param owner who is to fix it; empty where nobody is named
 * @param due the last day (UTC) to fix it
 * @param gracePeriod whether it is left out of the score until that day has passed
 */
public record GovernanceAssignment(String owner, LocalDate due, boolean gracePeriod) {
  public GovernanceAssignment {
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(due, "due");
  }
}
