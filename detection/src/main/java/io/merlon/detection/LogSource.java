package io.merlon.detection;

import org.jspecify.annotations.Nullable;

/**
 * Which events a rule is about. What is absent is not asked for.
 *
 * @param product such as {@code windows}
 * @param category such as {@code process_creation}
 * @param service such as {@code sysmon}
 */
public record LogSource(
    @Nullable String product, @Nullable String category, @Nullable String service) {}
