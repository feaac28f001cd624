package io.merlon.model;

/** The JSON {@code null}. */
public enum NullValue implements Value {
  NULL;

  @Override
  public String toString() {
    return "null";
  }
}
