package io.merlon.policy;

/**
 * What an assignment says of a violation.
 *
 * @param message the text
 * @param referenceId the definition in the initiative that it is for; empty for all
 */
public record NonComplianceMessage(String message, String referenceId) {}
