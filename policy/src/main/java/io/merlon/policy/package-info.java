/**
 * The Azure Policy language. In flow definitions, initiatives and assignments as Azure publishes
 * them and resources in ARM's shape; out flow verdicts and, on request, their evidence.
 *
 * <p>A {@link io.merlon.policy.PolicyLibrary} holds what was read, a {@link
 * io.merlon.policy.PolicyPlan} is compiled from it and from assignments, and a {@link
 * io.merlon.policy.PolicyEvaluator} matches resources. The language is the one that Microsoft
 * documents as "Azure Policy definition structure".
 */
package io.merlon.policy;
