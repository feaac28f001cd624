package io.merlon.policy;

/**
 * A group of an initiative: a control of the standard that the initiative stands for.
 *
 * @param name its name within the initiative
 * @param displayName its title, or empty
 * @param description what it asks for, or empty
 * @param category the domain of the standard that it belongs to, or empty
 * @param additionalMetadataId the id of the provider's own text about it, or empty
 */
public record PolicyGroup(
    String name,
    String displayName,
    String description,
    String category,
    String additionalMetadataId) {}
