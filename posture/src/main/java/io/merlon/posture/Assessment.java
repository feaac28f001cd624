package io.merlon.posture;

import io.merlon.model.ResourceId;
import io.merlon.model.ResourceType;
import io.merlon.policy.Explanation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One resource, judged by one recommendation.
 *
 * <p>The evidence is computed when {@link #explanation()} is called, because most assessments of a
 * large inventory are counted and never shown. Call it while the assessment is being given, on the
 * same thread; it is remembered for later.
 */
public final class Assessment {
  private final ResourceId resource;
  private final ResourceType type;
  private final Recommendation recommendation;
  private final AssessmentStatus status;
  private final AssessmentCause cause;
  private final String causeDetail;
  private final Instant firstSeen;
  private final Instant statusChanged;
  private final Optional<Responsibility> responsibility;
  private final Supplier<Explanation> explaining;
  private Optional<Explanation> explanation = Optional.empty();

  Assessment(
      ResourceId resource,
      ResourceType type,
      Recommendation recommendation,
      AssessmentStatus status,
      AssessmentCause cause,
      String causeDetail,
      Instant firstSeen,
      Instant statusChanged,
      Optional<Responsibility> responsibility,
      Supplier<Explanation> explaining) {
    this.resource = resource;
    this.type = type;
    this.recommendation = recommendation;
    this.status = status;
    this.cause = cause;
    this.causeDetail = causeDetail;
    this.firstSeen = firstSeen;
    this.statusChanged = statusChanged;
    this.responsibility = responsibility;
    this.explaining = explaining;
  }

  /** The resource that was judged. */
  public ResourceId resource() {
    return resource;
  }

  /** The type of that resource. */
  public ResourceType type() {
    return type;
  }

  /** What it was judged by. */
  public Recommendation recommendation() {
    return recommendation;
  }

  /** Healthy, unhealthy or not applicable. */
  public AssessmentStatus status() {
    return status;
  }

  /** Why it has that status, beyond what the evidence says. */
  public AssessmentCause cause() {
    return cause;
  }

  /** What belongs to the cause: the id of an exemption, the name of a missing assessment; or "". */
  public String causeDetail() {
    return causeDetail;
  }

  /** When this assessment was first made. */
  public Instant firstSeen() {
    return firstSeen;
  }

  /** Since when it has this status. */
  public Instant statusChanged() {
    return statusChanged;
  }

  /** Who is to fix it by when; only of an unhealthy one that is governed. */
  public Optional<Responsibility> responsibility() {
    return responsibility;
  }

  /** Who is to fix it, where somebody is named. */
  public Optional<String> owner() {
    return responsibility.map(Responsibility::owner).filter(owner -> !owner.isEmpty());
  }

  /** The last day (UTC) to fix it; only of an unhealthy one that is governed. */
  public Optional<LocalDate> due() {
    return responsibility.map(Responsibility::due);
  }

  /** Whether that day has passed. */
  public boolean isOverdue() {
    return responsibility.filter(Responsibility::overdue).isPresent();
  }

  /** The verdict with its evidence, of the assignment that decided. */
  public Explanation explanation() {
    if (explanation.isEmpty()) {
      explanation = Optional.of(explaining.get());
    }
    return explanation.get();
  }

  @Override
  public String toString() {
    return resource + " is " + status + " for " + recommendation;
  }
}
