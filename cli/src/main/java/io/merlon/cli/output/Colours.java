package io.merlon.cli.output;

import io.merlon.model.Severity;

/** Terminal colours (ECMA-48), or none. */
final class Colours {
  private final boolean coloured;

  Colours(boolean coloured) {
    this.coloured = coloured;
  }

  String strong(String text) {
    return paint("1", text);
  }

  String faint(String text) {
    return paint("2", text);
  }

  String good(String text) {
    return paint("32", text);
  }

  String bad(String text) {
    return paint("31", text);
  }

  String byShare(double share, String text) {
    return paint(share >= 0.8 ? "32" : share >= 0.5 ? "33" : "31", text);
  }

  String bySeverity(Severity severity, String text) {
    return paint(
        switch (severity) {
          case CRITICAL -> "1;31";
          case HIGH -> "31";
          case MEDIUM -> "33";
          case LOW -> "36";
          case INFORMATIONAL -> "2";
        },
        text);
  }

  private String paint(String code, String text) {
    return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
