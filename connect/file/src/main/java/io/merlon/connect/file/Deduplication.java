package io.merlon.connect.file;

import io.merlon.model.ResourceId;
import java.util.BitSet;
import java.util.Optional;

/**
 * Which resources of the input to leave out because their id was there before: found by fingerprint
 * in the first pass, remembered by position (a bit each) for the passes after it.
 */
final class Deduplication {
  private final Optional<IdFingerprints> fingerprints;
  private final BitSet leftOut;
  private int position = -1;

  private Deduplication(Optional<IdFingerprints> fingerprints, BitSet leftOut) {
    this.fingerprints = fingerprints;
    this.leftOut = leftOut;
  }

  /** For the first pass. */
  static Deduplication first(long seed) {
    return new Deduplication(Optional.of(new IdFingerprints(seed)), new BitSet());
  }

  /** For a pass after this one. */
  Deduplication again() {
    return new Deduplication(Optional.empty(), leftOut);
  }

  /** What is known of the next resource of the input, which has this id. */
  IdFingerprints.Seen next(ResourceId id) {
    position++;
    if (fingerprints.isEmpty()) {
      return leftOut.get(position) ? IdFingerprints.Seen.AS_WRITTEN : IdFingerprints.Seen.NEW;
    }
    IdFingerprints.Seen seen = fingerprints.get().add(id.folded(), id.text());
    if (seen != IdFingerprints.Seen.NEW) {
      leftOut.set(position);
    }
    return seen;
  }
}
