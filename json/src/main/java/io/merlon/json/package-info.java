/**
 * JSON (RFC 8259) to and from {@link io.merlon.model.Value}: in flow bytes or text, out flow values
 * and the other way round. Built on Jackson's streaming parser; input that is nested too deep or
 * too long is refused, with its line and column.
 */
package io.merlon.json;
