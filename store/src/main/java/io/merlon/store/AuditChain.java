package io.merlon.store;

import java.util.Optional;

/** Follows the audit log's entries as they come and stops at the first that does not fit. */
final class AuditChain {
  private String before;
  private long entries;
  private boolean intact = true;

  AuditChain(String beginning) {
    this.before = beginning;
  }

  /** Whether this entry follows from the one before. */
  boolean follows(AuditLog.Link link) {
    intact = link.entry().number() == entries + 1 && link.hash().equals(link.entry().hash(before));
    if (intact) {
      before = link.hash();
      entries++;
    }
    return intact;
  }

  /** How many entries hold. */
  long entries() {
    return entries;
  }

  /** The place of the first that does not. */
  Optional<Long> broken() {
    return intact ? Optional.empty() : Optional.of(entries + 1);
  }
}
