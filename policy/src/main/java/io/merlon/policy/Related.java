package io.merlon.policy;

import io.merlon.model.ObjectValue;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is kept of a related resource.
 *
 * @param path its id less the id that it is kept under
 * @param outcome what its conditions came to; shared between alike ones
 * @param document the resource itself, only where a condition also asks the evaluated one
 */
record Related(String path, Outcome outcome, Optional<ObjectValue> document) {

  /** Whether policies see the same in both. */
  boolean isLike(Related other) {
    return outcome.equals(other.outcome) && document.equals(other.document);
  }

  /**
   * The outcomes of conditions.
   *
   * @param met the slots whose condition held
   * @param failed the slots whose condition could not be evaluated
   * @param evidence the leaves that decided, by slot, for conditions that did not hold
   */
  record Outcome(BitSet met, BitSet failed, Map<Integer, List<Evidence>> evidence) {}
}
