package io.merlon.model;

/** Nothing: the property, item or variable that was asked for does not exist. */
public enum AbsentValue implements Value {
  ABSENT;

  @Override
  public String toString() {
    return "(absent)";
  }
}
