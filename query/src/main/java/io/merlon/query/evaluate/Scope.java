package io.merlon.query.evaluate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/** The columns of rows at some point of a pipeline, found by name in any case. */
record Scope(List<Column> columns) {
  Scope {
    columns = List.copyOf(columns);
  }

  int size() {
    return columns.size();
  }

  Column at(int index) {
    return columns.get(index);
  }

  /** The place of a column: the one that is spelt so, else one that differs in case only. */
  OptionalInt find(String name) {
    OptionalInt folded = OptionalInt.empty();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(name)) {
        return OptionalInt.of(i);
      }
      if (folded.isEmpty() && columns.get(i).name().equalsIgnoreCase(name)) {
        folded = OptionalInt.of(i);
      }
    }
    return folded;
  }

  /** The column at this place, which from now on is read. */
  Typed read(int index) {
    Column column = columns.get(index);
    column.use().mark();
    return new Typed(row -> row[index], column.type());
  }

  void markAll() {
    columns.forEach(column -> column.use().mark());
  }

  /** These columns with names that are all different: {@code a, a1, a2}. */
  static Scope distinct(List<Column> columns) {
    Set<String> taken = new HashSet<>();
    List<Column> distinct = new ArrayList<>();
    for (Column column : columns) {
      String name = column.name();
      for (int i = 1; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
        name = column.name() + i;
      }
      distinct.add(column.named(name));
    }
    return new Scope(distinct);
  }
}
