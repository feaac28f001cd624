package io.merlon.posture;

import java.time.LocalDate;
import java.util.Objects;

/**
 * Who is to fix an unhealthy resource by when.
 *
 * @param rule the name of the governance rule that says so; empty where a person said it
 * @param owner who is to fix it; empty where nobody is named
 * @param due the last day (UTC) to fix it
 * @param gracePeriod whether it is left out of the score until that day has passed
 * @param overdue whether that day has passed
 */
public record Responsibility(
    String rule, String owner, LocalDate due, boolean gracePeriod, boolean overdue) {
  public Responsibility {
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(due, "due");
  }
}
