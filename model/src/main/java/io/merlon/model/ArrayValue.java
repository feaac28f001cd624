package io.merlon.model;

import java.util.List;

/** A JSON array. */
public record ArrayValue(List<Value> items) implements Value {
  public static final ArrayValue EMPTY = new ArrayValue(List.of());

  public ArrayValue {
    items = List.copyOf(items);
  }

  public static ArrayValue of(Value... items) {
    return new ArrayValue(List.of(items));
  }

  public int size() {
    return items.size();
  }

  @Override
  public String toString() {
    return items.toString();
  }
}
