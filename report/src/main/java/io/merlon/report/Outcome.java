package io.merlon.report;

import io.merlon.posture.PostureReport;
import io.merlon.posture.WhatIf;
import java.util.List;
import java.util.Optional;

/**
 * All that a form may say of an assessment.
 *
 * @param report the posture
 * @param assigned what was assigned, for people
 * @param sources what was assessed, for people
 * @param loaded definitions and initiatives that can be evaluated
 * @param classed definitions that cannot be evaluated from a resource alone
 * @param failed definitions and initiatives that are wrong
 * @param problems what was wrong with the input, one line each
 * @param problemCount all problems, also those not kept
 * @param whatIf the score if the named recommendations were fixed, where it was asked for
 * @param change what changed since an earlier result, where one was given
 * @param tracking what is known of more than this one assessment
 */
public record Outcome(
    PostureReport report,
    List<String> assigned,
    List<String> sources,
    long loaded,
    long classed,
    long failed,
    List<String> problems,
    long problemCount,
    Optional<WhatIf> whatIf,
    Optional<Change> change,
    Tracking tracking) {
  public Outcome {
    assigned = List.copyOf(assigned);
    sources = List.copyOf(sources);
    problems = List.copyOf(problems);
  }
}
