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
    @Nullable String product, @Nullable String category, @Nullable String service) {
  /** Whether the other has all that this one names. */
  boolean covers(LogSource other) {
    return covers(product, other.product)
        && covers(category, other.category)
        && covers(service, other.service);
  }

  private static boolean covers(@Nullable String named, @Nullable String asked) {
    return named == null || (asked != null && named.equalsIgnoreCase(asked));
  }
}
