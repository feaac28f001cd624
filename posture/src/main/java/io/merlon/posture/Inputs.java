package io.merlon.posture;

import io.merlon.policy.EvaluationContext;
import io.merlon.policy.PolicyPlan;
import java.time.Instant;
import java.util.List;

/** All that assessing depends on besides the resources; shared by assessors, never changed. */
record Inputs(
    PolicyPlan plan,
    RecommendationTable table,
    ExemptionIndex exemptions,
    Governance governance,
    EarlierGovernance earlierGovernance,
    PreviousAssessments previous,
    List<Attestation> attestations,
    EvaluationContext context,
    Instant now,
    int sampleSize,
    int maxCombinations) {}
