package io.merlon.cli.output;

import io.merlon.model.Severity;

/** How OCSF counts how bad a finding is: {@code severity_id}. */
public final class OcsfSeverity {
  private OcsfSeverity() {}

  public static int of(Severity severity) {
    return switch (severity) {
      case INFORMATIONAL -> 1;
      case LOW -> 2;
      case MEDIUM -> 3;
      case HIGH -> 4;
      case CRITICAL -> 5;
    };
  }
}
