package io.merlon.connect.file.evtx;

import io.merlon.connect.file.evtx.Node.Attribute;
import io.merlon.connect.file.evtx.Node.Filling;
import io.merlon.model.ArrayValue;
import io.merlon.model.NullValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An event's XML as JSON, in the shape that is usual for it: an element is what it holds,
 * attributes are {@code #attributes}, and {@code <Data Name="X">} is a property X.
 */
final class EventShape {
  private static final String ATTRIBUTES = "#attributes";
  private static final String TEXT = "#text";

  private EventShape() {}

  static ObjectValue of(List<Node> nodes) {
    Map<String, Value> properties = new LinkedHashMap<>();
    addElements(properties, nodes, List.of());
    return object(properties);
  }

  private static ObjectValue object(Map<String, Value> properties) {
    ObjectValue.Builder object = ObjectValue.builder();
    properties.forEach(object::put);
    return object.build();
  }

  private static void addElements(
      Map<String, Value> properties, List<Node> nodes, List<Filling> fillings) {
    for (Node node : nodes) {
      switch (node) {
        case Node.Element element -> add(properties, element, fillings);
        case Node.Instance(var template, var inner) -> addElements(properties, template, inner);
        case Node.Hole(int index) ->
            addElements(properties, filling(fillings, index).nodes(), fillings);
        case Node.Constant constant -> {}
      }
    }
  }

  private static Filling filling(List<Filling> fillings, int index) {
    return index < fillings.size() ? fillings.get(index) : new Filling(NullValue.NULL, List.of());
  }

  private static void add(
      Map<String, Value> properties, Node.Element element, List<Filling> fillings) {
    Map<String, Value> attributes = new LinkedHashMap<>();
    for (Attribute attribute : element.attributes()) {
      Value value = content(attribute.value(), fillings);
      if (!value.isNullOrAbsent()) {
        attributes.put(attribute.name(), value);
      }
    }
    Value content = elementContent(element.children(), fillings);
    if (element.name().equals("Data") && attributes.containsKey("Name")) {
      put(properties, attributes.get("Name").textOr("Data"), content);
      return;
    }
    put(properties, element.name(), withAttributes(attributes, content));
  }

  private static Value withAttributes(Map<String, Value> attributes, Value content) {
    if (attributes.isEmpty()) {
      return content;
    }
    Map<String, Value> properties = new LinkedHashMap<>();
    properties.put(ATTRIBUTES, object(attributes));
    if (content instanceof ObjectValue inner) {
      for (int i = 0; i < inner.size(); i++) {
        properties.put(inner.nameAt(i).text(), inner.valueAt(i));
      }
    } else if (!content.isNullOrAbsent()) {
      properties.put(TEXT, content);
    }
    return object(properties);
  }

  /** What comes again makes a list. */
  private static void put(Map<String, Value> properties, String name, Value value) {
    properties.merge(
        name,
        value,
        (earlier, later) -> {
          List<Value> all =
              new ArrayList<>(
                  earlier instanceof ArrayValue(List<Value> items) ? items : List.of(earlier));
          all.add(later);
          return new ArrayValue(all);
        });
  }

  private static Value elementContent(List<Node> children, List<Filling> fillings) {
    Map<String, Value> elements = new LinkedHashMap<>();
    addElements(elements, children, fillings);
    return elements.isEmpty() ? content(children, fillings) : object(elements);
  }

  /** One value keeps its type; several are a text. */
  private static Value content(List<Node> nodes, List<Filling> fillings) {
    List<Value> values = new ArrayList<>();
    for (Node node : nodes) {
      switch (node) {
        case Node.Constant(Value value) -> values.add(value);
        case Node.Hole(int index) -> values.add(filling(fillings, index).value());
        default -> {}
      }
    }
    values.removeIf(Value::isNullOrAbsent);
    if (values.size() == 1) {
      return values.getFirst();
    }
    StringBuilder text = new StringBuilder();
    values.forEach(value -> text.append(value.textOr(value.toString())));
    return values.isEmpty() ? NullValue.NULL : new StringValue(text.toString());
  }
}
