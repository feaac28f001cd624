package io.merlon.detection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an event has to be like. */
public sealed interface Search {
  /** All match: a map of fields. */
  record AllOf(List<Search> parts) implements Search {}

  /** At least one matches: a list. */
  record AnyOf(List<Search> parts) implements Search {}

  /**
   * A field's value, or without a field any value of the event (a keyword).
   *
   * @param field the field's name, dots leading into nested values; absent for keywords
   * @param all whether all predicates must hold; else one is enough
   * @param negated whether the outcome is turned round ({@code neq})
   * @param predicates what is asked of the value
   */
  record FieldTest(@Nullable String field, boolean all, boolean negated, List<Predicate> predicates)
      implements Search {}
}
