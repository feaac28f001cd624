package io.merlon.query.syntax;

import java.util.List;

/** Rows of a source, and what is done to them. */
public record Pipeline(Source source, List<Stage> stages) {
  public Pipeline {
    stages = List.copyOf(stages);
  }

  /** Where rows come from. */
  public sealed interface Source {
    Place place();
  }

  /** A table, or rows that {@code let} named. */
  public record Named(String name, Place place) implements Source {}

  /** A pipeline in parentheses. */
  public record Nested(Pipeline pipeline, Place place) implements Source {}

  /** A {@code union} that a pipeline begins with. */
  public record Combined(Stage.Union union, Place place) implements Source {}
}
