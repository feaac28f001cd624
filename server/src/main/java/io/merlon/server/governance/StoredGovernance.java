package io.merlon.server.governance;

import io.merlon.model.ResourceId;
import io.merlon.posture.EarlierGovernance;
import io.merlon.store.GovernanceStore;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is settled in the store, as passes and explanations ask for it.
 *
 * <p>A pass over everything loads all that is settled at its beginning, because it asks for every
 * unhealthy resource. After it each resource is asked for once and the answer kept while the same
 * thread asks for the same resource.
 */
public final class StoredGovernance implements EarlierGovernance {
  private final GovernanceStore store;
  private final ThreadLocal<Looked> latest = ThreadLocal.withInitial(() -> Looked.NOWHERE);
  private volatile State state = new State(Instant.EPOCH, false, Optional.empty());

  /** One resource and what is settled of it. */
  private record Looked(String foldedId, Map<String, Settled> settled) {
    static final Looked NOWHERE = new Looked("", Map.of());
  }

  /**
   * How to answer.
   *
   * @param now from when a timeframe counts where nothing is settled yet
   * @param inUse whether anything may be settled
   * @param all everything, while a pass over everything is running
   */
  private record State(
      Instant now, boolean inUse, Optional<Map<String, Map<String, Settled>>> all) {}

  public StoredGovernance(GovernanceStore store) {
    this.store = store;
  }

  /** A pass over everything begins. */
  public void beginPass(Instant now) {
    latest.remove();
    state = new State(now, true, Optional.of(store.settled()));
  }

  /** The pass over everything is done. */
  public void endPass() {
    state = new State(state.now(), store.isInUse(), Optional.empty());
  }

  /** A pass over what changed begins. */
  public void beginChanges(Instant now) {
    latest.remove();
    state = new State(now, store.isInUse(), Optional.empty());
  }

  @Override
  public Optional<Settled> find(ResourceId resource, String definitionName) {
    State current = state;
    Map<String, Settled> settled =
        current.all().isPresent()
            ? current.all().get().getOrDefault(resource.folded(), Map.of())
            : current.inUse() ? look(resource) : Map.of();
    Settled found = settled.get(definitionName);
    return Optional.of(found == null ? new Settled(current.now(), Optional.empty()) : found);
  }

  private Map<String, Settled> look(ResourceId resource) {
    if (!latest.get().foldedId().equals(resource.folded())) {
      latest.set(new Looked(resource.folded(), store.settled(resource)));
    }
    return latest.get().settled();
  }
}
