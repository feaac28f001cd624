package io.merlon.detection;

import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.PropertyName;
import io.merlon.model.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How an event is built: the names of its properties and how they are nested. Recorders write the
 * same few shapes over and over, so where each field of the rules lies is found once a shape.
 */
final class Shape {
  /** Stands for the end of an object or list among the names. */
  private static final PropertyName END = PropertyName.of("\0end");

  /** Stands for the start of a list. */
  private static final PropertyName LIST = PropertyName.of("\0list");

  private final PropertyName[] names;
  private final FieldPath[] paths;

  /** What else is worked out once a shape. */
  private final Lanes lanes;

  private Shape(PropertyName[] names, FieldPath[] paths, Lanes lanes) {
    this.names = names;
    this.paths = paths;
    this.lanes = lanes;
  }

  /** Where the field with this number lies. */
  FieldPath path(int field) {
    return paths[field];
  }

  boolean has(int field) {
    return paths[field] != FieldPath.ABSENT;
  }

  /** How many fields the rules ask for. */
  int fields() {
    return paths.length;
  }

  Lanes lanes() {
    return lanes;
  }

  private boolean isOf(List<PropertyName> walked) {
    if (walked.size() != names.length) {
      return false;
    }
    for (int i = 0; i < names.length; i++) {
      if (names[i] != walked.get(i) && !names[i].equals(walked.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The shapes that were met. Beyond a number of them it begins anew, so they stay bounded. */
  static final class Cache {
    private static final int MOST = 4096;

    private final List<String> fields;
    private final Lanes.Maker lanes;
    private final Map<Long, Shape> known = new ConcurrentHashMap<>();

    Cache(FieldTable table, Lanes.Maker lanes) {
      this.fields = table.names();
      this.lanes = lanes;
    }

    Shape of(ObjectValue event) {
      List<PropertyName> walked = new ArrayList<>(64);
      walk(event, walked);
      long hash = 1;
      for (PropertyName name : walked) {
        hash = hash * 0x9E3779B97F4A7C15L + name.hashCode();
      }
      @Nullable Shape shape = known.get(hash);
      if (shape != null && shape.isOf(walked)) {
        return shape;
      }
      Shape made = make(walked, event);
      if (known.size() >= MOST) {
        known.clear();
      }
      known.put(hash, made);
      return made;
    }

    private Shape make(List<PropertyName> walked, ObjectValue event) {
      FieldPaths finder = new FieldPaths(event);
      FieldPath[] paths = new FieldPath[fields.size()];
      Arrays.setAll(paths, number -> finder.find(fields.get(number)));
      return new Shape(
          walked.toArray(PropertyName[]::new),
          paths,
          lanes.make(number -> paths[number] != FieldPath.ABSENT));
    }

    private static void walk(ObjectValue object, List<PropertyName> into) {
      for (int i = 0; i < object.size(); i++) {
        into.add(object.nameAt(i));
        walkNested(object.valueAt(i), into);
      }
      into.add(END);
    }

    private static void walkNested(Value value, List<PropertyName> into) {
      if (value instanceof ObjectValue object) {
        walk(object, into);
      } else if (value instanceof ArrayValue(List<Value> items)) {
        into.add(LIST);
        items.forEach(item -> walkNested(item, into));
        into.add(END);
      }
    }
  }
}
