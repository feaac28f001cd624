package io.merlon.connect.file;

import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.PropertyName;
import io.merlon.model.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * The items of a property that seems to list resources. The first ones are held until the list has
 * proved itself by its length or by the end of its object.
 */
final class ResourceList {
  private static final int HELD_ITEMS = 500;
  private static final long HELD_BYTES = 1 << 20;

  private final PropertyName property;
  private final TemplateNames names;
  private final ResourceSink sink;
  private final List<Value> items = new ArrayList<>();
  private final List<Place> places = new ArrayList<>();
  private boolean held = true;

  ResourceList(PropertyName property, TemplateNames names, ResourceSink sink) {
    this.property = property;
    this.names = names;
    this.sink = sink;
  }

  PropertyName property() {
    return property;
  }

  /** Whether no item has been handed on yet. */
  boolean isHeld() {
    return held;
  }

  /** The items as the property of a resource, which they then were. */
  ArrayValue held() {
    return new ArrayValue(items);
  }

  void add(Value item, Place place) {
    if (held) {
      items.add(item);
      places.add(place);
      if (items.size() > HELD_ITEMS || place.offset() - places.getFirst().offset() > HELD_BYTES) {
        release();
      }
    } else {
      send(item, place);
    }
    sink.passed(place);
  }

  /** Hands on the items: the list is one of resources. */
  void release() {
    held = false;
    for (int i = 0; i < items.size(); i++) {
      send(items.get(i), places.get(i));
    }
    items.clear();
    places.clear();
  }

  private void send(Value item, Place place) {
    if (item instanceof ObjectValue object) {
      sink.resource(object, names, place);
    } else {
      sink.problem(place, "is not a resource: " + Words.kind(item));
    }
  }
}
