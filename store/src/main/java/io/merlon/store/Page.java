package io.merlon.store;

import java.util.List;
import java.util.Optional;

/**
 * A part of a longer list.
 *
 * @param items what is in it
 * @param next where the next part begins, unless this is the last
 */
public record Page<T>(List<T> items, Optional<String> next) {
  public Page {
    items = List.copyOf(items);
  }

  /** Cuts what was read with one item more than asked for. */
  static <T> Page<T> of(List<T> read, int size, java.util.function.Function<T, String> position) {
    return read.size() <= size
        ? new Page<>(read, Optional.empty())
        : new Page<>(read.subList(0, size), Optional.of(position.apply(read.get(size - 1))));
  }
}
