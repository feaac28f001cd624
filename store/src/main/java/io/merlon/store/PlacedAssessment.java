package io.merlon.store;

/**
 * An assessment with what is known of its resource.
 *
 * @param type the resource's type, as it was written
 * @param location where the resource is; empty when nothing says so
 */
public record PlacedAssessment(StoredAssessment assessment, String type, String location) {}
