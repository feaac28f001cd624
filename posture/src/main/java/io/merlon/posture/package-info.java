/**
 * From verdicts to a decision: in flow a compiled policy plan and, twice, the resources of an
 * inventory; out flow assessments, the secure score, ranked recommendations and the compliance with
 * standards. Standard: the secure score and the assessments of {@code Microsoft.Security}.
 *
 * <p>How a resource counts: once for each security control. It is healthy for the control only when
 * it is healthy for every recommendation of the control that applies to it, as Microsoft documents
 * ("your score only improves when you remediate all of the recommendations for a single resource
 * within a control"). Exempt, not assessed and not applicable ones are left out, recommendations in
 * preview or in no control never count. Several subscriptions: the mean of their percentages,
 * weighed by their resources that count in a control with points, as Microsoft's own query over
 * {@code securescores} combines them. Figures are fractions of whole counts, rounded once.
 */
package io.merlon.posture;
