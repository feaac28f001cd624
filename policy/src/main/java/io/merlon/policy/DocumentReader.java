package io.merlon.policy;

import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.policy.evaluate.Functions;
import io.merlon.policy.syntax.Expression;
import io.merlon.policy.syntax.SyntaxProblems;
import io.merlon.policy.syntax.Vocabulary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What reading definitions and initiatives has in common: envelope, parameters, problems. */
final class DocumentReader {
  private final String source;
  private final Consumer<PolicyProblem> problems;
  private boolean failed;

  DocumentReader(String source, Consumer<PolicyProblem> problems) {
    this.source = source;
    this.problems = problems;
  }

  void problem(String pointer, String reason) {
    failed = true;
    problems.accept(new PolicyProblem(source, pointer, reason));
  }

  boolean failed() {
    return failed;
  }

  String source() {
    return source;
  }

  /** The name given, else the last segment of the id, else the source. */
  String name(ObjectValue document) {
    String id = document.get("id").textOr("");
    String fallback = id.isEmpty() ? source : id.substring(id.lastIndexOf('/') + 1);
    return document.get("name").textOr(fallback);
  }

  /**
   * The declared parameters.
   *
   * @param typedDefaults whether a default has to be of its parameter's type; initiatives are
   *     published in which it is not, and the definitions that they pass it to check it anyway
   */
  List<PolicyParameter> parameters(Value declared, String pointer, boolean typedDefaults) {
    List<PolicyParameter> parameters = new ArrayList<>();
    if (declared.isNullOrAbsent()) {
      return parameters;
    }
    if (!(declared instanceof ObjectValue object)) {
      problem(pointer, "parameters is an object: name to type and default");
      return parameters;
    }
    for (int i = 0; i < object.size(); i++) {
      String name = object.nameAt(i).text();
      parameter(name, object.valueAt(i), SyntaxProblems.below(pointer, name), typedDefaults)
          .ifPresent(parameters::add);
    }
    return parameters;
  }

  private Optional<PolicyParameter> parameter(
      String name, Value declared, String pointer, boolean typedDefaults) {
    String typeName = declared.get("type").textOr("");
    Optional<ParameterType> type = ParameterType.of(typeName);
    if (type.isEmpty()) {
      problem(pointer + "/type", "unknown parameter type '" + typeName + "'");
      return Optional.empty();
    }
    Value fallback = declared.get("defaultValue");
    if (typedDefaults && !fallback.isNullOrAbsent() && !type.get().accepts(fallback)) {
      problem(pointer + "/defaultValue", "the default is not of type " + typeName);
      return Optional.empty();
    }
    List<Value> allowed =
        declared.get("allowedValues") instanceof ArrayValue(List<Value> items) ? items : List.of();
    return Optional.of(new PolicyParameter(name, type.get(), fallback, allowed));
  }

  /** The functions of the language and these parameters. */
  static Vocabulary vocabulary(List<PolicyParameter> parameters) {
    return vocabulary(parameters, Functions::objectionTo);
  }

  /** These functions and these parameters. */
  static Vocabulary vocabulary(List<PolicyParameter> parameters, Vocabulary functions) {
    Set<String> names = new HashSet<>();
    parameters.forEach(parameter -> names.add(parameter.name().toLowerCase(Locale.ROOT)));
    return call -> {
      if (call.function().equalsIgnoreCase("parameters")
          && call.arguments().size() == 1
          && call.arguments().getFirst() instanceof Expression.Literal(StringValue(String name))
          && !names.contains(name.toLowerCase(Locale.ROOT))) {
        return Optional.of("unknown parameter '" + name + "'");
      }
      return functions.objectionTo(call);
    };
  }
}
