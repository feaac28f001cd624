package io.merlon.policy.syntax;

import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns JSON values into templates, finding the strings that are expressions. */
public final class TemplateParser {
  private final Vocabulary vocabulary;
  private final SyntaxProblems problems;

  public TemplateParser(Vocabulary vocabulary, SyntaxProblems problems) {
    this.vocabulary = vocabulary;
    this.problems = problems;
  }

  /** The template that the value is. A bad expression is a problem and stays as its text. */
  public Template parse(Value value, String pointer) {
    return switch (value) {
      case StringValue(String text) -> parseText(text, pointer);
      case ArrayValue(List<Value> items) -> {
        List<Template> templates = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
          templates.add(parse(items.get(i), pointer + '/' + i));
        }
        // "[[" is unescaped in constants, so what is constant is put together anew
        yield templates.stream().allMatch(Template.Constant.class::isInstance)
            ? new Template.Constant(
                new ArrayValue(templates.stream().map(TemplateParser::constant).toList()))
            : new Template.Items(templates);
      }
      case ObjectValue object -> {
        Map<String, Template> templates = LinkedHashMap.newLinkedHashMap(object.size());
        for (int i = 0; i < object.size(); i++) {
          String name = object.nameAt(i).text();
          templates.put(name, parse(object.valueAt(i), SyntaxProblems.below(pointer, name)));
        }
        yield templates.values().stream().allMatch(Template.Constant.class::isInstance)
            ? new Template.Constant(objectOf(templates))
            : new Template.Properties(templates);
      }
      default -> new Template.Constant(value);
    };
  }

  private static Value constant(Template template) {
    return template instanceof Template.Constant(Value value)
        ? value
        : io.merlon.model.NullValue.NULL;
  }

  private static ObjectValue objectOf(Map<String, Template> templates) {
    ObjectValue.Builder object = ObjectValue.builder();
    templates.forEach((name, template) -> object.put(name, constant(template)));
    return object.build();
  }

  private Template parseText(String text, String pointer) {
    if (!text.startsWith("[") || !text.endsWith("]")) {
      return new Template.Constant(new StringValue(text));
    }
    if (text.startsWith("[[")) {
      return new Template.Constant(new StringValue(text.substring(1)));
    }
    try {
      String inner = text.substring(1, text.length() - 1);
      return new Template.Dynamic(ExpressionParser.parse(inner, vocabulary), text);
    } catch (MalformedExpressionException e) {
      problems.add(pointer, "bad expression \"" + text + "\": " + e.getMessage());
      return new Template.Constant(new StringValue(text));
    }
  }
}
