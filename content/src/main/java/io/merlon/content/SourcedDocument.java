package io.merlon.content;

import io.merlon.model.Value;

/**
 * A JSON document and where it came from.
 *
 * @param source the path within the content, such as {@code definitions/linux/linux-ssh-port.json}
 */
public record SourcedDocument(String source, Value document) {}
