package io.merlon.model;

/**
 * A JSON value (RFC 8259), or {@link AbsentValue} where there is none. Absence is a value of its
 * own because Azure Policy tells a property that is missing from one that is {@code null}.
 */
public sealed interface Value
    permits ObjectValue,
        ArrayValue,
        StringValue,
        NumberValue,
        BooleanValue,
        NullValue,
        AbsentValue {

  /** Whether there is nothing here, not even {@code null}. */
  default boolean isAbsent() {
    return this == AbsentValue.ABSENT;
  }

  /** Whether this is a JSON {@code null} or absent. */
  default boolean isNullOrAbsent() {
    return this == NullValue.NULL || this == AbsentValue.ABSENT;
  }

  /** The property with this name when this is an object that has it, else absent. */
  default Value get(PropertyName name) {
    return AbsentValue.ABSENT;
  }

  /** The property with this name, in any case, when this is an object that has it, else absent. */
  default Value get(String name) {
    return AbsentValue.ABSENT;
  }

  /** The text when this is a string, else the given fallback. */
  default String textOr(String fallback) {
    return this instanceof StringValue(String text) ? text : fallback;
  }
}
