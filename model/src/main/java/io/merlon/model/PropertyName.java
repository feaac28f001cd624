package io.merlon.model;

import java.util.Locale;

/**
 * The name of a property, equal to every other spelling of it that differs in case only. Made once
 * (by a reader's cache or by a compiled plan) and then compared by identity or by hash.
 */
public final class PropertyName {
  private final String text;
  private final String folded;
  private final int hash;

  private PropertyName(String text) {
    this.text = text;
    // Names of plans and of documents meet on the hot path: equal ones are then the same object.
    this.folded = text.toLowerCase(Locale.ROOT).intern();
    this.hash = folded.hashCode();
  }

  public static PropertyName of(String text) {
    return new PropertyName(text);
  }

  /** The name as it was written. */
  public String text() {
    return text;
  }

  /** The name in lower case (root locale): equal for all spellings of one name. */
  public String folded() {
    return folded;
  }

  boolean sameAs(PropertyName other) {
    return this == other || (hash == other.hash && folded.equals(other.folded));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PropertyName name && sameAs(name);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return text;
  }
}
