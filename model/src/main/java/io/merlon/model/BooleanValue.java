package io.merlon.model;

/** A JSON boolean. */
public enum BooleanValue implements Value {
  FALSE,
  TRUE;

  public static BooleanValue of(boolean value) {
    return value ? TRUE : FALSE;
  }

  public boolean isTrue() {
    return this == TRUE;
  }

  @Override
  public String toString() {
    return this == TRUE ? "true" : "false";
  }
}
