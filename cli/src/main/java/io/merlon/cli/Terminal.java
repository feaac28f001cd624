package io.merlon.cli;

import java.io.Console;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Where a command writes: results to one stream, everything else to the other.
 *
 * @param raw the stream of results for bulk output: unlike {@code out} it tells when its reader is
 *     gone
 * @param out the same stream for lines of text
 * @param err messages about the run
 */
public record Terminal(OutputStream raw, PrintStream out, PrintStream err) {
  /** The width that is used where nothing else is known, in columns. */
  public static final int USUAL_WIDTH = 100;

  private static final int NARROWEST = 72;
  private static final int WIDEST = 120;

  public Terminal(PrintStream out, PrintStream err) {
    this(out, out, err);
  }

  /** A message about the run, not part of the result. */
  public void say(String message) {
    err.println("merlon: " + plain(message));
  }

  /** Whether a person watches the messages, so that progress may be drawn. */
  public boolean showsProgress() {
    return isTerminal(2);
  }

  /** Whether results go to a person who has not said (no-color.org) that colours are unwanted. */
  public boolean wantsColour() {
    return isTerminal(1)
        && Optional.ofNullable(System.getenv("NO_COLOR")).filter(v -> !v.isEmpty()).isEmpty()
        && !"dumb".equals(System.getenv("TERM"));
  }

  /** The columns that results may take up: the terminal's where it is one, within reason. */
  public int width() {
    Optional<String> columns = Optional.ofNullable(System.getenv("COLUMNS"));
    if (columns.isEmpty() && isTerminal(1)) {
      columns = askTerminal();
    }
    return columns
        .filter(text -> text.matches("[1-9][0-9]{0,3}"))
        .map(text -> Math.clamp(Integer.parseInt(text), NARROWEST, WIDEST))
        .orElse(USUAL_WIDTH);
  }

  private static Optional<String> askTerminal() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(Path.of("/dev/tty").toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroy();
      }
      String[] rowsAndColumns = size.strip().split(" ", 2);
      return rowsAndColumns.length == 2 ? Optional.of(rowsAndColumns[1]) : Optional.empty();
    } catch (IOException noSuchCommand) {
      return Optional.empty();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Whether this file descriptor is a terminal; each may be redirected on its own. */
  private static boolean isTerminal(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException noProcFileSystem) {
      return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }
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
    return (c >= '\u202A' && c <= '\u202E')
        || (c >= '\u2066' && c <= '\u2069')
        || c == '\u2028'
        || c == '\u2029';
  }
}
