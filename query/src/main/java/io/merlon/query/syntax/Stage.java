package io.merlon.query.syntax;

import io.merlon.query.ColumnType;
import java.util.List;
import java.util.Optional;

/** What is done to rows, one stage after the other. */
public sealed interface Stage {
  Place place();

  record Where(Expression condition, Place place) implements Stage {}

  record Project(List<Named> columns, Place place) implements Stage {
    public Project {
      columns = List.copyOf(columns);
    }
  }

  /** {@code project-away} and {@code project-keep}; a name may have {@code *} in it. */
  record ProjectSome(boolean away, List<Expression.Name> columns, Place place) implements Stage {
    public ProjectSome {
      columns = List.copyOf(columns);
    }
  }

  /** The expressions are the old names. */
  record Rename(List<Named> columns, Place place) implements Stage {
    public Rename {
      columns = List.copyOf(columns);
    }
  }

  record Extend(List<Named> columns, Place place) implements Stage {
    public Extend {
      columns = List.copyOf(columns);
    }
  }

  record Summarize(List<Named> aggregates, List<Named> by, Place place) implements Stage {
    public Summarize {
      aggregates = List.copyOf(aggregates);
      by = List.copyOf(by);
    }
  }

  /** All columns when there are none. */
  record Distinct(List<Named> columns, Place place) implements Stage {
    public Distinct {
      columns = List.copyOf(columns);
    }
  }

  record Order(List<SortKey> keys, Place place) implements Stage {
    public Order {
      keys = List.copyOf(keys);
    }
  }

  record Take(Expression rows, Place place) implements Stage {}

  record Top(Expression rows, List<SortKey> keys, Place place) implements Stage {
    public Top {
      keys = List.copyOf(keys);
    }
  }

  record Count(Place place) implements Stage {}

  record Join(Kind kind, Pipeline right, List<Pair> on, Place place) implements Stage {
    public Join {
      on = List.copyOf(on);
    }

    /** The flavours that there are. */
    public enum Kind {
      INNER,
      INNERUNIQUE,
      LEFTOUTER
    }

    /** Columns that have to be equal. */
    public record Pair(Expression.Name left, Expression.Name right) {}
  }

  /**
   * The rows of this and of others.
   *
   * @param inner whether only columns that all have are kept
   * @param sourceColumn the column that says which of them a row is from; empty for none
   */
  record Union(boolean inner, String sourceColumn, List<Pipeline> others, Place place)
      implements Stage {
    public Union {
      others = List.copyOf(others);
    }
  }

  record Expand(List<Expanded> columns, Optional<Expression> limit, Place place) implements Stage {
    public Expand {
      columns = List.copyOf(columns);
    }

    /** What is expanded, and to which type its items are turned. */
    public record Expanded(Named value, ColumnType type) {}
  }

  /** What rows are ordered by. */
  record SortKey(Expression value, boolean descending, boolean nullsFirst) {}
}
