/**
 * Merlon's own content, read from the module's own jar: Azure Policy definitions and initiatives as
 * Azure publishes them, the security controls of the secure score, and what Merlon adds to
 * Microsoft's definitions (severity, reason, remediation, control, MITRE ATT&CK ids), and detection
 * rules in Sigma. In flow resources of this package, out flow values with the name of their source
 * and rules; the policy, posture and detection engines give them meaning.
 */
package io.merlon.content;
