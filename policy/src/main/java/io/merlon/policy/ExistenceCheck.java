package io.merlon.policy;

import io.merlon.model.ResourceType;
import java.util.Optional;

/**
 * What an {@code ...IfNotExists} policy looks for.
 *
 * @param type the type of the related resource
 * @param name its name, where it is the same for every evaluated resource
 */
public record ExistenceCheck(ResourceType type, Optional<String> name) {}
