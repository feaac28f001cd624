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
    Members members = new Members();
    try {
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        readMember(parser, values.name(name), members, start);
      }
    } catch (JacksonException broken) {
      members.list.ifPresent(ResourceList::release);
      throw broken;
    }
    finish(members, place);
    sink.passed(start.of(parser));
  }

  /** What was seen of an object so far. */
  private static final class Members {
    private final ObjectValue.Builder object = ObjectValue.builder();
    private boolean identified;
    private Optional<ResourceList> list = Optional.empty();
  }

  private void readMember(JsonParser parser, PropertyName property, Members seen, Place start) {
    if (parser.nextToken() == JsonToken.START_ARRAY
        && !seen.identified
        && seen.list.isEmpty()
        && lists(property)) {
      ResourceList list = new ResourceList(property, templateNames(property, seen.object), sink);
      seen.list = Optional.of(list);
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        Place place = start.of(parser);
        list.add(values.read(parser), place);
      }
    } else {
      Value value = values.read(parser);
      seen.object.put(property, value);
      seen.identified |=
          (property.equals(ID) || property.equals(TYPE)) && value instanceof StringValue;
    }
  }

  private void finish(Members seen, Place place) {
    if (seen.list.isPresent()) {
      ResourceList list = seen.list.get();
      if (seen.identified && list.isHeld()) {
        seen.object.put(list.property(), list.held());
        sink.resource(seen.object.build(), TemplateNames.NONE, place);
      } else {
        list.release();
      }
      return;
    }
    ObjectValue object = seen.object.build();
    if (!seen.identified
        && object.get(DATA) instanceof ObjectValue data
        && ResourceTable.is(data)) {
      new ResourceTable(data).send(sink, place);
    } else if (!seen.identified && object.get(RESOURCES) instanceof ObjectValue named) {
      // A template of language version 2.0 gives its resources names of their own.
      TemplateNames names = templateNames(RESOURCES, seen.object);
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
