package io.merlon.posture;

import java.util.Objects;

/**
 * A remedy that can be run as it is.
 *
 * @param kind what runs it: {@code shell}, {@code az} or {@code arm}
 * @param text the command or the template
 */
public record QuickFix(String kind, String text) {
  public QuickFix {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(text, "text");
  }
}
