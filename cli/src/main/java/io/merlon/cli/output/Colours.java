package io.merlon.cli.output;

import io.merlon.model.Severity;

/** Terminal colours (ECMA-48), or none. Only the eight that every theme makes readable. */
public final class Colours {
  private static final String[] EIGHTHS = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};

  private final boolean coloured;

  public Colours(boolean coloured) {
    this.coloured = coloured;
  }

  public String strong(String text) {
    return paint("1", text);
  }

  public String faint(String text) {
    return paint("2", text);
  }

  public String good(String text) {
    return paint("32", text);
  }

  public String bad(String text) {
    return paint("31", text);
  }

  public String accent(String text) {
    return paint("1;36", text);
  }

  /** Green, yellow or red for a share from 0 to 1. */
  public String byShare(double share, String text) {
    return paint(share >= 0.8 ? "32" : share >= 0.5 ? "33" : "31", text);
  }

  public String bySeverity(Severity severity, String text) {
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

  /** A bar of a share from 0 to 1, exact to an eighth of a column. */
  public String bar(double share, int width) {
    int eighths = (int) Math.round(Math.clamp(share, 0, 1) * width * 8);
    String full = "█".repeat(eighths / 8) + EIGHTHS[eighths % 8];
    return byShare(share, full) + faint("·".repeat(width - full.length()));
  }

  private String paint(String code, String text) {
    return coloured && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
