package io.merlon.policy.evaluate;

import io.merlon.model.ArrayValue;
import io.merlon.model.BooleanValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.NullValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.PropertyName;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** A planned value: what an operand, an argument or an expected value is for the resource. */
sealed interface Read {
  Value read(Evaluation evaluation);

  record Constant(Value value) implements Read {
    @Override
    public Value read(Evaluation evaluation) {
      return value;
    }
  }

  /** The whole resource. */
  record Document() implements Read {
    @Override
    public Value read(Evaluation evaluation) {
      return evaluation.document();
    }
  }

  /** The item that an enclosing count is at. */
  record ScopeItem(int depth) implements Read {
    @Override
    public Value read(Evaluation evaluation) {
      return evaluation.scope(depth);
    }
  }

  /** Whose document a field is read from. */
  enum Subject {
    DOCUMENT,
    EVALUATED
  }

  /** A property of the resource. */
  record Field(FieldPath path, Subject subject) implements Read {
    Value root(Evaluation evaluation) {
      return subject == Subject.DOCUMENT ? evaluation.document() : evaluation.evaluated();
    }

    @Override
    public Value read(Evaluation evaluation) {
      return path.isCollection()
          ? new ArrayValue(path.collect(root(evaluation)))
          : path.read(root(evaluation));
    }
  }

  /** A property of the item that an enclosing count is at. */
  record Scoped(int depth, FieldPath path) implements Read {
    @Override
    public Value read(Evaluation evaluation) {
      Value item = evaluation.scope(depth);
      return path.isCollection() ? new ArrayValue(path.collect(item)) : path.read(item);
    }
  }

  /** The first of several that is there. */
  record FirstPresent(List<Read> choices) implements Read {
    @Override
    public Value read(Evaluation evaluation) {
      Value first = choices.getFirst().read(evaluation);
      for (int i = 1; isNothing(first) && i < choices.size(); i++) {
        Value other = choices.get(i).read(evaluation);
        if (!isNothing(other)) {
          return other;
        }
      }
      return first;
    }

    private static boolean isNothing(Value value) {
      return value.isAbsent() || (value instanceof ArrayValue array && array.size() == 0);
    }
  }

  /** A field whose place depends on the API version of the resource. */
  record ByApiVersion(Map<String, Read> byVersion, Read otherwise) implements Read {
    private static final PropertyName API_VERSION = PropertyName.of("apiVersion");

    @Override
    public Value read(Evaluation evaluation) {
      String version = evaluation.document().get(API_VERSION).textOr("");
      Read read = byVersion.get(version.toLowerCase(Locale.ROOT));
      return (read == null ? otherwise : read).read(evaluation);
    }
  }

  /** A field whose name is known only with the resource. */
  record NamedAtRunTime(Read name, Function<String, Read> resolve) implements Read {
    @Override
    public Value read(Evaluation evaluation) {
      return resolve.apply(Comparisons.textOf(name.read(evaluation))).read(evaluation);
    }
  }

  /** Anything that the evaluation itself answers. */
  record OfEvaluation(Function<Evaluation, Value> answer) implements Read {
    @Override
    public Value read(Evaluation evaluation) {
      return answer.apply(evaluation);
    }
  }

  /** What {@code field()} gives for the item that a count is at: an array of just that. */
  record OneItem(Read item) implements Read {
    @Override
    public Value read(Evaluation evaluation) {
      Value value = item.read(evaluation);
      return value.isAbsent() ? ArrayValue.EMPTY : ArrayValue.of(value);
    }
  }

  /** What the function {@code field()} gives for a field: a missing one is empty text. */
  record MissingAsEmpty(Read field) implements Read {
    @Override
    public Value read(Evaluation evaluation) {
      Value value = field.read(evaluation);
      return value.isAbsent() ? StringValue.EMPTY : value;
    }
  }

  record Call(Functions.Function function, List<Read> arguments) implements Read {
    @Override
    public Value read(Evaluation evaluation) {
      List<Value> values = new ArrayList<>(arguments.size());
      for (int i = 0; i < arguments.size(); i++) {
        values.add(arguments.get(i).read(evaluation));
      }
      return function.body().apply(values);
    }
  }

  record If(Read condition, Read then, Read otherwise) implements Read {
    @Override
    public Value read(Evaluation evaluation) {
      return (Arguments.bool("if", condition.read(evaluation)) ? then : otherwise).read(evaluation);
    }
  }

  /** {@code and()} where the decisive value is false, {@code or()} where it is true. */
  record Junction(String name, List<Read> arguments, boolean decisive) implements Read {
    @Override
    public Value read(Evaluation evaluation) {
      for (Read argument : arguments) {
        if (Arguments.bool(name, argument.read(evaluation)) == decisive) {
          return BooleanValue.of(decisive);
        }
      }
      return BooleanValue.of(!decisive);
    }
  }

  record Coalesce(List<Read> arguments) implements Read {
    @Override
    public Value read(Evaluation evaluation) {
      for (Read argument : arguments) {
        Value value = argument.read(evaluation);
        if (!value.isNullOrAbsent()) {
          return value;
        }
      }
      return NullValue.NULL;
    }
  }

  record Element(Read target, Read key) implements Read {
    @Override
    public Value read(Evaluation evaluation) {
      return CollectionFunctions.get(target.read(evaluation), key.read(evaluation));
    }
  }

  record Items(List<Read> items) implements Read {
    @Override
    public Value read(Evaluation evaluation) {
      return new ArrayValue(items.stream().map(item -> orNull(item.read(evaluation))).toList());
    }
  }

  record Properties(Map<String, Read> properties) implements Read {
    @Override
    public Value read(Evaluation evaluation) {
      ObjectValue.Builder object = ObjectValue.builder();
      properties.forEach((name, value) -> object.put(name, orNull(value.read(evaluation))));
      return object.build();
    }
  }

  /** How many items of an array meet a condition. */
  record Count(Read array, int depth, Test where) implements Read {
    @Override
    public Value read(Evaluation evaluation) {
      Value items = array.read(evaluation);
      if (!(items instanceof ArrayValue(List<Value> all))) {
        return ZERO;
      }
      if (where == Test.TRUE) {
        return new IntegerValue(all.size());
      }
      long met = 0;
      for (int i = 0; i < all.size(); i++) {
        evaluation.scope(depth, all.get(i));
        if (where.test(evaluation)) {
          met++;
        }
      }
      return met == 0 ? ZERO : new IntegerValue(met);
    }
  }

  IntegerValue ZERO = new IntegerValue(0);

  private static Value orNull(Value value) {
    return value.isAbsent() ? NullValue.NULL : value;
  }
}
