package io.merlon.connect.file;

import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of a template's resources. An exported template names them by its parameters' default
 * values: {@code [parameters('x')]}, {@code [concat(parameters('x'), '/default')]} or {@code
 * [format('{0}/{1}', parameters('x'), 'default')]}. Any other expression has no value here.
 */
final class TemplateNames {
  static final TemplateNames NONE = new TemplateNames(ObjectValue.EMPTY);

  private static final Pattern CALL =
      Pattern.compile("(parameters|concat|format)\\((.*)\\)", Pattern.CASE_INSENSITIVE);
  private static final int LONGEST = 2000;

  private final Value parameters;

  private TemplateNames(Value parameters) {
    this.parameters = parameters;
  }

  /** For the template with these {@code parameters}. */
  static TemplateNames of(Value parameters) {
    return new TemplateNames(parameters);
  }

  /** The name as it is when it is no expression, else what the expression comes to. */
  Optional<String> resolve(String name) {
    if (!name.startsWith("[") || !name.endsWith("]")) {
      return Optional.of(name);
    }
    return name.startsWith("[[")
        ? Optional.of(name.substring(1))
        : name.length() > LONGEST
            ? Optional.empty()
            : value(name.substring(1, name.length() - 1).strip(), 0);
  }

  private Optional<String> value(String expression, int depth) {
    if (expression.length() >= 2 && expression.startsWith("'") && expression.endsWith("'")) {
      return Optional.of(expression.substring(1, expression.length() - 1).replace("''", "'"));
    }
    Matcher call = CALL.matcher(expression);
    if (depth > 5 || !call.matches()) {
      return Optional.empty();
    }
    List<String> arguments = new ArrayList<>();
    for (String argument : split(call.group(2))) {
      Optional<String> value = value(argument.strip(), depth + 1);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      arguments.add(value.get());
    }
    return switch (call.group(1).charAt(0)) {
      case 'p', 'P' -> parameter(arguments);
      case 'c', 'C' -> Optional.of(String.join("", arguments));
      default -> format(arguments);
    };
  }

  private Optional<String> parameter(List<String> arguments) {
    return arguments.size() == 1
            && parameters.get(arguments.getFirst()).get("defaultValue")
                instanceof StringValue(String text)
            && !text.startsWith("[")
        ? Optional.of(text)
        : Optional.empty();
  }

  private static Optional<String> format(List<String> arguments) {
    if (arguments.isEmpty()) {
      return Optional.empty();
    }
    String text = arguments.getFirst();
    for (int i = 1; i < arguments.size(); i++) {
      text = text.replace("{" + (i - 1) + "}", arguments.get(i));
    }
    return Optional.of(text);
  }

  /** The arguments of a call: what commas part outside quotes and brackets. */
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\'') {
        quoted = !quoted;
      } else if (!quoted && c == '(') {
        depth++;
      } else if (!quoted && c == ')') {
        depth--;
      } else if (!quoted && c == ',' && depth == 0) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }
}
