package io.merlon.policy;

import io.merlon.model.ResourceId;
import io.merlon.model.Value;
import java.util.Optional;

/**
 * A leaf condition that decided a verdict.
 *
 * @param field what was looked at: a field, or an expression as written
 * @param actual the value that was found; absent when there was none
 * @param operator the condition's name, such as {@code notEquals}
 * @param expected the value that it was compared with
 * @param held whether the condition was true
 * @param related the related resource that was looked at instead of the assessed one
 * @param note what else to know, such as that the alias is not in the table; or empty
 */
public record Evidence(
    String field,
    Value actual,
    String operator,
    Value expected,
    boolean held,
    Optional<ResourceId> related,
    String note) {}
