package io.merlon.connect.file;

import io.merlon.model.Value;

/**
 * A document of a file.
 *
 * @param source the file, and the line when the file holds several
 * @param pointer where in the file's JSON it stands (RFC 6901)
 */
record JsonDocument(String source, String pointer, Value value) {}
