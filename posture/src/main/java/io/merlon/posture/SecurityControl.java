package io.merlon.posture;

import java.util.Objects;

/**
 * A security control: a group of recommendations that close one surface of attack.
 *
 * @param id its short name, for example {@code enable-mfa}
 * @param displayName its name for people
 * @param description what it is about; may be empty
 * @param maxScore the points that it gives when every resource is healthy; not negative
 */
public record SecurityControl(String id, String displayName, String description, int maxScore) {
  public SecurityControl {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(displayName, "displayName");
    Objects.requireNonNull(description, "description");
    if (maxScore < 0) {
      throw new IllegalArgumentException(
          "the control " + id + " has a negative maximum: " + maxScore);
    }
  }
}
