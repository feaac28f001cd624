package io.merlon.posture;

import io.merlon.model.ResourceId;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A recommendation with what it found, at its place in the order of what to do first.
 *
 * @param rank its place, from 1
 * @param recommendation what to do, why and how
 * @param healthy the resources that are as they should be
 * @param unhealthy the resources that are not, those in a grace period included
 * @param notApplicable the resources left out for whatever cause
 * @param exempt those of {@code notApplicable} that an exemption covers
 * @param notAssessed those of {@code notApplicable} whose assessment no engine has produced
 * @param inGracePeriod those of {@code unhealthy} that do not count until their due date
 * @param potentialIncrease its part of the percentage points that its control could give back: a
 *     resource that is unhealthy for k recommendations of the control counts 1/k for each, so the
 *     parts of a control's recommendations add up to the control's own figure
 * @param increaseAlone the percentage points gained if it alone were fixed everywhere: its
 *     resources that no other recommendation of the control keeps unhealthy
 * @param sample ids of unhealthy resources, the first in the order of the inventory
 * @param owner who is to fix it, where a governance rule says so
 * @param due the earliest due date (UTC) of an unhealthy resource, where a governance rule says so
 * @param overdue unhealthy resources whose due date has passed
 */
public record RankedRecommendation(
    int rank,
    Recommendation recommendation,
    long healthy,
    long unhealthy,
    long notApplicable,
    long exempt,
    long notAssessed,
    long inGracePeriod,
    double potentialIncrease,
    double increaseAlone,
    List<ResourceId> sample,
    Optional<String> owner,
    Optional<LocalDate> due,
    long overdue) {
  public RankedRecommendation {
    Objects.requireNonNull(recommendation, "recommendation");
    sample = List.copyOf(sample);
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(due, "due");
  }

  RankedRecommendation withRank(int place) {
    return new RankedRecommendation(
        place,
        recommendation,
        healthy,
        unhealthy,
        notApplicable,
        exempt,
        notAssessed,
        inGracePeriod,
        potentialIncrease,
        increaseAlone,
        sample,
        owner,
        due,
        overdue);
  }
}
