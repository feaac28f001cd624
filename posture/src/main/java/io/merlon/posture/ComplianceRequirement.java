package io.merlon.posture;

/**
 * A control of a standard that a recommendation counts in.
 *
 * @param standard the name of the initiative
 * @param standardName the initiative's name for people
 * @param control the name of the group in the initiative
 */
public record ComplianceRequirement(String standard, String standardName, String control) {}
