package io.merlon.posture;

/**
 * How many assessments (a resource and a recommendation each) came out how.
 *
 * @param healthy as they should be
 * @param unhealthy not as they should be
 * @param notApplicable left out for whatever cause
 * @param exempt those of {@code notApplicable} that an exemption covers
 * @param notAssessed those of {@code notApplicable} whose assessment no engine has produced
 * @param failed those of {@code notApplicable} whose rule could not be evaluated on the resource
 */
public record AssessmentCounts(
    long healthy, long unhealthy, long notApplicable, long exempt, long notAssessed, long failed) {}
