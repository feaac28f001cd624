/**
 * Merlon's own content, read from the module's own jar: Azure Policy definitions and initiatives as
 * Azure publishes them, the security controls of the secure score, and what Merlon adds to
 * Microsoft's definitions (severity, reason, remediation, control, MITRE ATT&CK ids). In flow JSON
 * resources of this package, out flow values with the name of their source; the policy and posture
 * engines give them meaning.
 */
package io.merlon.content;
