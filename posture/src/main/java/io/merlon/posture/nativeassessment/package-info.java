/**
 * Assessments that an engine of ours makes, for policy definitions that look for a {@code
 * Microsoft.Security/assessments} resource by name.
 *
 * <p>In flow the resources of an inventory, out flow assessments of the few names that they can
 * honestly answer: a machine's own facts tell its pending updates, a network interface tells IP
 * forwarding. A fact that is missing gives no assessment, so that the definition counts as not
 * assessed, never as healthy. An assessment that the inventory brings itself goes first.
 *
 * <p>Standard: the ARM resource {@code Microsoft.Security/assessments}, api-version 2021-06-01.
 */
package io.merlon.posture.nativeassessment;
