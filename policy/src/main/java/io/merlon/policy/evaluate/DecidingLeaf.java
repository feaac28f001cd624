package io.merlon.policy.evaluate;

import io.merlon.model.Value;

/**
 * A leaf that decided, with what it found.
 *
 * @param field the field or expression as written
 * @param actual the value found
 * @param operator the operator's label
 * @param expected the value that it was compared with
 * @param held whether it was true
 * @param note what else to know, or empty
 */
public record DecidingLeaf(
    String field, Value actual, String operator, Value expected, boolean held, String note) {}
