package io.merlon.report;

import io.merlon.model.Severity;

/** The severity id that OCSF has for a severity. */
public final class OcsfSeverity {
  private OcsfSeverity() {}

  public static int id(Severity severity) {
    return switch (severity) {
      case INFORMATIONAL -> 1;
      case LOW -> 2;
      case MEDIUM -> 3;
      case HIGH -> 4;
      case CRITICAL -> 5;
    };
  }
}
