package io.merlon.model;

import java.util.Locale;

/**
 * A resource type such as {@code Microsoft.Sql/servers/databases}: the provider's namespace and the
 * names of the type's levels. Equal to every other spelling that differs in case only.
 */
public final class ResourceType {
  private final String text;
  private final String folded;

  private ResourceType(String text) {
    this.text = text;
    this.folded = text.toLowerCase(Locale.ROOT);
  }

  public static ResourceType of(String text) {
    return new ResourceType(text);
  }

  /** The type as it was written. */
  public String text() {
    return text;
  }

  /** The type in lower case: equal for all spellings of one type. */
  public String folded() {
    return folded;
  }

  /** Whether this type is a level or more below the other: {@code a/b/c} is below {@code a/b}. */
  public boolean isBelow(ResourceType other) {
    return folded.length() > other.folded.length()
        && folded.charAt(other.folded.length()) == '/'
        && folded.startsWith(other.folded);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ResourceType type && type.folded.equals(folded);
  }

  @Override
  public int hashCode() {
    return folded.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
