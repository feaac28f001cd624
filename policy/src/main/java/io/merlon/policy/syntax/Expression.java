package io.merlon.policy.syntax;

import io.merlon.model.Value;
import java.util.List;

/** A template expression, the part between the brackets of {@code "[concat('a', field('b'))]"}. */
public sealed interface Expression {
  /** A literal. */
  record Literal(Value value) implements Expression {}

  /** A call of a function; its name as written. */
  record Call(String function, List<Expression> arguments) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /** A property of an object: {@code target.name}. */
  record Member(Expression target, String name) implements Expression {}

  /** An item of an array or a property of an object: {@code target[index]}. */
  record Index(Expression target, Expression index) implements Expression {}
}
