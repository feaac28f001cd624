package io.merlon.store;

import io.merlon.model.ObjectValue;

/**
 * A finding below an assessment, such as one vulnerability of a machine.
 *
 * @param name its name among those of the same assessment
 * @param properties what the API shows of it: display name, status, remediation, impact and the
 *     like
 */
public record SubAssessment(String name, ObjectValue properties) {}
