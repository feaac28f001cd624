package io.merlon.cli.assess;

import io.merlon.model.Severity;
import io.merlon.posture.Assessment;
import io.merlon.posture.AssessmentSink;
import io.merlon.posture.AssessmentStatus;
import io.merlon.posture.PreviousAssessments.Previous;
import io.merlon.posture.Recommendation;
import io.merlon.report.Change;
import java.util.Optional;

/**
 * Stands between the assessor and the form: passes on what is severe enough to be listed, and
 * counts what changed since the previous run.
 */
final class Listing implements AssessmentSink {
  private final AssessmentSink form;
  private final Optional<Severity> atLeast;
  private final Optional<PreviousRun> previous;
  private long fixed;
  private long broken;
  private long added;

  Listing(AssessmentSink form, Optional<Severity> atLeast, Optional<PreviousRun> previous) {
    this.form = form;
    this.atLeast = atLeast;
    this.previous = previous;
  }

  @Override
  public boolean wants(Recommendation recommendation, AssessmentStatus status) {
    return (previous.isPresent() && status != AssessmentStatus.NOT_APPLICABLE)
        || isListed(recommendation, status);
  }

  private boolean isListed(Recommendation recommendation, AssessmentStatus status) {
    return atLeast.filter(bar -> recommendation.severity().compareTo(bar) < 0).isEmpty()
        && form.wants(recommendation, status);
  }

  @Override
  public void accept(Assessment assessment) {
    previous.ifPresent(run -> compare(run, assessment));
    if (isListed(assessment.recommendation(), assessment.status())) {
      form.accept(assessment);
    }
  }

  private void compare(PreviousRun run, Assessment assessment) {
    Optional<AssessmentStatus> before =
        run.find(assessment.resource(), assessment.recommendation().name()).map(Previous::status);
    boolean wasUnhealthy = before.equals(Optional.of(AssessmentStatus.UNHEALTHY));
    if (assessment.status() == AssessmentStatus.HEALTHY && wasUnhealthy) {
      fixed++;
    } else if (assessment.status() == AssessmentStatus.UNHEALTHY && before.isEmpty()) {
      added++;
    } else if (assessment.status() == AssessmentStatus.UNHEALTHY && !wasUnhealthy) {
      broken++;
    }
  }

  /** What changed; nothing without a previous run. */
  Optional<Change> change() {
    return previous.map(
        run -> new Change(run.assessedAt(), run.percentage(), fixed, broken, added));
  }
}
