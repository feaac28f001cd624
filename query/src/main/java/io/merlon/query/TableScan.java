package io.merlon.query;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A table and what a query's first conditions ask of its rows, in lower case; a condition that is
 * not there asks nothing.
 *
 * @param types the resource types of which a row must be one
 * @param subscriptions the subscriptions of which a row must be in one
 * @param ids the ids of which a row must have one
 */
public record TableScan(
    Table table,
    Optional<Set<String>> types,
    Optional<Set<String>> subscriptions,
    Optional<Set<String>> ids) {
  public TableScan {
    types = types.map(Set::copyOf);
    subscriptions = subscriptions.map(Set::copyOf);
    ids = ids.map(Set::copyOf);
  }

  /** Whether rows of this type are asked for. */
  public boolean wantsType(String type) {
    return types.isEmpty() || types.get().contains(type.toLowerCase(Locale.ROOT));
  }

  /** Whether rows of this subscription are asked for. */
  public boolean wantsSubscription(String subscription) {
    return subscriptions.isEmpty()
        || subscriptions.get().contains(subscription.toLowerCase(Locale.ROOT));
  }
}
