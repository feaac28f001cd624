package io.merlon.query.syntax;

import io.merlon.model.Value;
import io.merlon.query.ColumnType;
import java.util.List;

/** What gives a value for a row. */
public sealed interface Expression {
  Place place();

  record Literal(Value value, ColumnType type, Place place) implements Expression {}

  /** A column, or what {@code let} named. */
  record Name(String name, Place place) implements Expression {}

  /** {@code target.name}. */
  record Member(Expression target, String name, Place place) implements Expression {}

  /** {@code target[key]}. */
  record Index(Expression target, Expression key, Place place) implements Expression {}

  record Call(String function, List<Expression> arguments, Place place) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  record Negation(Expression operand, Place place) implements Expression {}

  record Arithmetic(Operator operator, Expression left, Expression right, Place place)
      implements Expression {
    /** What numbers and times are computed by. */
    public enum Operator {
      ADD,
      SUBTRACT,
      MULTIPLY,
      DIVIDE,
      MODULO
    }
  }

  record Comparison(Comparator comparator, Expression left, Expression right, Place place)
      implements Expression {}

  record Logical(boolean and, List<Expression> operands, Place place) implements Expression {
    public Logical {
      operands = List.copyOf(operands);
    }
  }

  record In(Expression operand, List<Expression> values, boolean fold, boolean not, Place place)
      implements Expression {
    public In {
      values = List.copyOf(values);
    }
  }

  record Between(Expression operand, Expression low, Expression high, boolean not, Place place)
      implements Expression {}

  /** {@code has_any} and {@code has_all}. */
  record HasTerms(Expression operand, List<Expression> terms, boolean all, Place place)
      implements Expression {
    public HasTerms {
      terms = List.copyOf(terms);
    }
  }

  /** {@code *}: all columns, where a function takes that. */
  record Star(Place place) implements Expression {}
}
