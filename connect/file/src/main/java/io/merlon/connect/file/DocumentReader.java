package io.merlon.connect.file;

import io.merlon.json.JsonValues;
import io.merlon.model.ObjectValue;
import io.merlon.model.PropertyName;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Finds the resources in one JSON document as it streams by: a resource, an array, or an object
 * that lists resources in {@code value} (ARM REST), {@code data} (Resource Graph) or {@code
 * resources} (templates).
 *
 * <p>Whether such a property lists resources or belongs to a resource is known once {@code id} or
 * {@code type} were seen beside it. As they may come later, the first items of a list wait for the
 * end of the object, up to a number that no resource has; then the list has proved itself.
 */
final class DocumentReader {
  private static final PropertyName ID = PropertyName.of("id");
  private static final PropertyName TYPE = PropertyName.of("type");
  private static final PropertyName VALUE = PropertyName.of("value");
  private static final PropertyName DATA = PropertyName.of("data");
  private static final PropertyName RESOURCES = PropertyName.of("resources");
  private static final PropertyName PARAMETERS = PropertyName.of("parameters");

  private final JsonValues values;
  private final ResourceSink sink;

  DocumentReader(JsonValues values, ResourceSink sink) {
    this.values = values;
    this.sink = sink;
  }

  /**
   * Reads the document that starts at the parser's current token.
   *
   * @param start where the parser's text begins
   * @throws JacksonException where the text is broken; what came before it was handed on
   */
  void read(JsonParser parser, Place start) {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        readObject(parser, start);
      }
    } else {
      readObject(parser, start);
    }
  }

  private void readObject(JsonParser parser, Place start) {
    Place place = start.of(parser);
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      sink.problem(place, "is not a resource: " + Words.kind(values.read(parser)));
      return;
    }
    ObjectValue.Builder object = ObjectValue.builder();
    boolean identified = false;
    Optional<ResourceList> list = Optional.empty();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      PropertyName property = values.name(name);
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_ARRAY && !identified && list.isEmpty() && lists(property)) {
        list = Optional.of(new ResourceList(property, templateNames(property, object), sink));
        readList(parser, start, list.get());
      } else {
        Value value = values.read(parser);
        object.put(property, value);
        identified |=
            (property.equals(ID) || property.equals(TYPE)) && value instanceof StringValue;
      }
    }
    finish(object, identified, list, place);
    sink.passed(start.of(parser));
  }

  private void readList(JsonParser parser, Place start, ResourceList list) {
    try {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        Place place = start.of(parser);
        list.add(values.read(parser), place);
      }
    } catch (JacksonException broken) {
      list.release();
      throw broken;
    }
  }

  private void finish(
      ObjectValue.Builder members, boolean identified, Optional<ResourceList> list, Place place) {
    if (list.isPresent()) {
      if (identified && list.get().isHeld()) {
        members.put(list.get().property(), list.get().held());
        sink.resource(members.build(), TemplateNames.NONE, place);
      } else {
        list.get().release();
      }
      return;
    }
    ObjectValue object = members.build();
    if (!identified && object.get(DATA) instanceof ObjectValue data && ResourceTable.is(data)) {
      new ResourceTable(data).send(sink, place);
    } else if (!identified && object.get(RESOURCES) instanceof ObjectValue named) {
      // A template of language version 2.0 gives its resources names of their own.
      TemplateNames names = templateNames(RESOURCES, members);
      ResourceList resources = new ResourceList(RESOURCES, names, sink);
      for (int i = 0; i < named.size(); i++) {
        resources.add(named.valueAt(i), place);
      }
      resources.release();
    } else {
      sink.resource(object, TemplateNames.NONE, place);
    }
  }

  private static boolean lists(PropertyName property) {
    return property.equals(VALUE) || property.equals(DATA) || property.equals(RESOURCES);
  }

  private static TemplateNames templateNames(PropertyName property, ObjectValue.Builder before) {
    return property.equals(RESOURCES)
        ? TemplateNames.of(before.build().get(PARAMETERS))
        : TemplateNames.NONE;
  }
}
