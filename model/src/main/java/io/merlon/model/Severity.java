package io.merlon.model;

import java.util.Locale;
import java.util.Optional;

/** How bad a finding is, lowest first, in the words of {@code Microsoft.Security/assessments}. */
public enum Severity {
  INFORMATIONAL("Informational"),
  LOW("Low"),
  MEDIUM("Medium"),
  HIGH("High"),
  CRITICAL("Critical");

  private final String label;

  Severity(String label) {
    this.label = label;
  }

  /** The word that people and the ARM API use, for example {@code High}. */
  public String label() {
    return label;
  }

  /** The severity with this label in any case, or nothing. */
  public static Optional<Severity> of(String label) {
    for (Severity severity : values()) {
      if (severity.name().equals(label.toUpperCase(Locale.ROOT))) {
        return Optional.of(severity);
      }
    }
    return Optional.empty();
  }
}
