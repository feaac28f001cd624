package io.merlon.store;

import io.merlon.model.ObjectValue;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Who is to fix an unhealthy resource by when, as it is kept.
 *
 * @param resourceId the resource, as it was given
 * @param recommendation the name of the recommendation's definition
 * @param name its own name
 * @param rule the id of the governance rule that made it; empty where a person did
 * @param owner who is to fix it, or empty
 * @param due the last day (UTC) to fix it
 * @param gracePeriod whether it is left out of the score until that day has passed
 * @param since from when the rule's timeframe counts
 * @param byHand whether a person wrote it
 * @param details what a person wrote besides
 */
public record StoredGovernanceAssignment(
    String resourceId,
    String recommendation,
    String name,
    String rule,
    String owner,
    LocalDate due,
    boolean gracePeriod,
    Instant since,
    boolean byHand,
    ObjectValue details) {}
