package io.merlon.query.evaluate;

import io.merlon.query.ColumnType;
import java.util.List;

/**
 * A column that an expression can name.
 *
 * @param use where it is from a table, remembers whether anything reads it
 */
record Column(String name, ColumnType type, Use use) {
  /** Whether a table's column has to be read at all. */
  static final class Use {
    private final List<Use> parts;
    private boolean used;

    /** Whoever reads the column reads these too. */
    Use(List<Use> parts) {
      this.parts = List.copyOf(parts);
    }

    void mark() {
      used = true;
      parts.forEach(Use::mark);
    }

    boolean isUsed() {
      return used;
    }
  }

  /** A column that is computed, and not read from a table. */
  static Column computed(String name, ColumnType type) {
    return new Column(name, type, new Use(List.of()));
  }

  Column named(String newName) {
    return new Column(newName, type, use);
  }
}
