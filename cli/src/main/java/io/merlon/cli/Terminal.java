package io.merlon.cli;

import java.io.Console;
import java.io.PrintStream;
import java.util.Optional;

/** Where a command writes: results to one stream, everything else to the other. */
public record Terminal(PrintStream out, PrintStream err) {
  /** A message about the run, not part of the result. */
  public void say(String message) {
    err.println("merlon: " + message);
  }

  /** Whether a person watches, so that progress may be drawn. */
  public boolean isInteractive() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  /** Whether results go to a person: colours are for people. */
  public boolean wantsColour() {
    return isInteractive() && System.getenv("NO_COLOR") == null;
  }

  /** Text from outside with what would steer a terminal made visible. */
  public static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      plain.append(Character.isISOControl(c) || isDirection(c) ? '\uFFFD' : c);
    }
    return plain.toString();
  }

  /** Characters that turn the direction of writing hide what stands behind them. */
  private static boolean isDirection(char c) {
    return (c >= '\u202A' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069');
  }
}
