package io.merlon.cli.output;

import io.merlon.model.Severity;

/** The level that SARIF 2.1.0 (section 3.27.10) has for a severity. */
public final class SarifLevel {
  private SarifLevel() {}

  public static String of(Severity severity) {
    return switch (severity) {
      case CRITICAL, HIGH -> "error";
      case MEDIUM -> "warning";
      case LOW, INFORMATIONAL -> "note";
    };
  }
}
