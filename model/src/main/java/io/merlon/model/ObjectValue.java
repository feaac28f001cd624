package io.merlon.model;

import java.util.Arrays;
import java.util.Objects;

/**
 * A JSON object: properties in the order they were written, looked up by name in any case. Of two
 * properties with the same name the later one counts, at the place of the first.
 *
 * <p>Kept as two parallel arrays and scanned, because resources have few properties a level and a
 * scan of hashes that were computed beforehand costs less than a hash table would, in time and in
 * memory. Objects with many properties get a small open-addressing index.
 */
public final class ObjectValue implements Value {
  public static final ObjectValue EMPTY = builder().build();

  private static final int INDEXED_FROM = 17;

  private final PropertyName[] names;
  private final Value[] values;
  private final int[] index;

  private ObjectValue(PropertyName[] names, Value[] values, int[] index) {
    this.names = names;
    this.values = values;
    this.index = index;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The number of properties. */
  public int size() {
    return names.length;
  }

  /** The name of the property at this position, counted from 0 in the order they were written. */
  public PropertyName nameAt(int position) {
    return names[position];
  }

  /** The value of the property at this position. */
  public Value valueAt(int position) {
    return values[position];
  }

  @Override
  public Value get(PropertyName name) {
    int position = find(name, names, names.length, index);
    return position < 0 ? AbsentValue.ABSENT : values[position];
  }

  @Override
  public Value get(String name) {
    return get(PropertyName.of(name));
  }

  /** A copy in which this property has this value, added at the end when it was not there. */
  public ObjectValue with(String name, Value value) {
    Builder copy = builder();
    for (int i = 0; i < names.length; i++) {
      copy.put(names[i], values[i]);
    }
    return copy.put(name, value).build();
  }

  private static int find(PropertyName name, PropertyName[] names, int size, int[] index) {
    if (index.length == 0) {
      for (int i = 0; i < size; i++) {
        if (names[i].sameAs(name)) {
          return i;
        }
      }
      return -1;
    }
    for (int slot = slot(name, index); ; slot = (slot + 1) & (index.length - 1)) {
      int position = index[slot] - 1;
      if (position < 0 || names[position].sameAs(name)) {
        return position;
      }
    }
  }

  private static int slot(PropertyName name, int[] index) {
    int hash = name.hashCode() * 0x9E3779B9;
    return (hash ^ (hash >>> 15)) & (index.length - 1);
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof ObjectValue that) || that.names.length != names.length) {
      return false;
    }
    for (int i = 0; i < names.length; i++) {
      if (!that.get(names[i]).equals(values[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = 0;
    for (int i = 0; i < names.length; i++) {
      hash += names[i].hashCode() ^ values[i].hashCode();
    }
    return hash;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < names.length; i++) {
      text.append(i == 0 ? "" : ", ").append(names[i]).append(": ").append(values[i]);
    }
    return text.append('}').toString();
  }

  /** Gathers properties; for one thread, and for one object. */
  public static final class Builder {
    private static final int[] NO_INDEX = {};

    private PropertyName[] names = new PropertyName[8];
    private Value[] values = new Value[8];
    private int[] index = NO_INDEX;
    private int size;

    private Builder() {}

    public Builder put(String name, Value value) {
      return put(PropertyName.of(name), value);
    }

    public Builder put(String name, String text) {
      return put(name, new StringValue(text));
    }

    public Builder put(String name, long number) {
      return put(name, new IntegerValue(number));
    }

    public Builder put(String name, boolean value) {
      return put(name, BooleanValue.of(value));
    }

    public Builder put(PropertyName name, Value value) {
      Objects.requireNonNull(value, "value");
      if (value.isAbsent()) {
        throw new IllegalArgumentException("the property " + name + " cannot hold an absent value");
      }
      int position = find(name, names, size, index);
      if (position >= 0) {
        values[position] = value;
        return this;
      }
      if (size == names.length) {
        names = Arrays.copyOf(names, size * 2);
        values = Arrays.copyOf(values, size * 2);
      }
      names[size] = name;
      values[size] = value;
      size++;
      enter();
      return this;
    }

    private void enter() {
      if (size < INDEXED_FROM) {
        return;
      }
      boolean grow = index.length < size * 2;
      if (grow) {
        index = new int[Integer.highestOneBit(size) * 4];
      }
      for (int i = grow ? 0 : size - 1; i < size; i++) {
        int slot = slot(names[i], index);
        while (index[slot] != 0) {
          slot = (slot + 1) & (index.length - 1);
        }
        index[slot] = i + 1;
      }
    }

    public ObjectValue build() {
      return new ObjectValue(Arrays.copyOf(names, size), Arrays.copyOf(values, size), index);
    }
  }
}
