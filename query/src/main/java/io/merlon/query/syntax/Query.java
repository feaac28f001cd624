package io.merlon.query.syntax;

import java.util.List;

/** A whole query: names that it gives, and the rows that it asks for. */
public record Query(List<Let> lets, Pipeline pipeline) {
  public Query {
    lets = List.copyOf(lets);
  }

  /** A name for a value or for rows. */
  public sealed interface Let {
    String name();

    Place place();
  }

  public record LetValue(String name, Expression value, Place place) implements Let {}

  public record LetRows(String name, Pipeline rows, Place place) implements Let {}
}
