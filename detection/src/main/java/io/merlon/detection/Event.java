package io.merlon.detection;

import io.merlon.model.ObjectValue;

/**
 * Something that was recorded.
 *
 * @param source the file (an archive's entry after {@code !})
 * @param position its line or record, from 1
 * @param fields as recorded, nested
 */
public record Event(String source, long position, ObjectValue fields) {}
