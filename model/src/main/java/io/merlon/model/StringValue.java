package io.merlon.model;

import java.util.Objects;

/** A JSON string. Equality is exact; who compares as Azure does folds case itself. */
public record StringValue(String text) implements Value {
  public static final StringValue EMPTY = new StringValue("");

  public StringValue {
    Objects.requireNonNull(text, "text");
  }

  @Override
  public String toString() {
    return '"' + text + '"';
  }
}
