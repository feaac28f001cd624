package io.merlon.store;

/**
 * A sub-assessment with its place.
 *
 * @param resourceId the resource that was judged, as it was given
 * @param assessment the name of the assessment that it belongs to
 */
public record StoredSubAssessment(String resourceId, String assessment, SubAssessment finding) {}
