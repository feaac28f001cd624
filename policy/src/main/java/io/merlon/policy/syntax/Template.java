package io.merlon.policy.syntax;

import io.merlon.model.AbsentValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A JSON value of a rule in which strings may be template expressions. */
public sealed interface Template {
  /** A value without expressions. */
  record Constant(Value value) implements Template {}

  /** An expression and its text as written. */
  record Dynamic(Expression expression, String text) implements Template {}

  /** An array with an expression somewhere in it. */
  record Items(List<Template> items) implements Template {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** An object with an expression somewhere in it. */
  record Properties(Map<String, Template> properties) implements Template {}

  /** The text of this template when it is constant or names a parameter whose value is known. */
  default Optional<String> constantText(Function<String, Value> parameters) {
    Value value =
        switch (this) {
          case Constant(Value constant) -> constant;
          case Dynamic(Expression.Call(String function, List<Expression> arguments), String text)
              when function.toLowerCase(Locale.ROOT).equals("parameters")
                  && arguments.size() == 1
                  && arguments.getFirst() instanceof Expression.Literal(Value name) ->
              parameters.apply(name.textOr(""));
          default -> AbsentValue.ABSENT;
        };
    return value instanceof StringValue(String text) ? Optional.of(text) : Optional.empty();
  }

  /** How the template was written, for evidence. */
  default String asWritten() {
    return switch (this) {
      case Constant(StringValue(String text)) -> text;
      case Constant(Value value) -> value.toString();
      case Dynamic(var expression, String text) -> text;
      case Items items -> items.items().stream().map(Template::asWritten).toList().toString();
      case Properties properties -> properties.properties().keySet().toString();
    };
  }
}
