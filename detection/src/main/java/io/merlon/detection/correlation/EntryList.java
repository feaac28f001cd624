package io.merlon.detection.correlation;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All matches that a correlation keeps, the earliest first; any can be taken out at once. */
final class EntryList {
  private @Nullable Entry first;
  private @Nullable Entry last;
  private int size;

  void add(Entry entry) {
    Entry before = last;
    entry.earlier = before;
    if (before == null) {
      first = entry;
    } else {
      before.later = entry;
    }
    last = entry;
    size++;
  }

  void remove(Entry entry) {
    Entry before = entry.earlier;
    Entry after = entry.later;
    if (before == null) {
      first = after;
    } else {
      before.later = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.earlier = before;
    }
    size--;
  }

  Optional<Entry> first() {
    return Optional.ofNullable(first);
  }

  int size() {
    return size;
  }
}
