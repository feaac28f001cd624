package io.merlon.cli;

/** The exit codes of all commands. They are part of the interface: scripts rely on them. */
public final class ExitCode {
  /** All is well, or nothing at or above the bar was found. */
  public static final int CLEAN = 0;

  /** Something at or above the bar was found. */
  public static final int FINDINGS = 1;

  /** The command was called wrongly. */
  public static final int USAGE = 2;

  /** Some of the input could not be used; the rest was. */
  public static final int INPUT_ERRORS = 3;

  /** The server cannot be reached, or nobody is signed in to it. */
  public static final int UNREACHABLE = 4;

  /** Who read the results went away: what a shell gives for a writer that a broken pipe ended. */
  public static final int READER_GONE = 141;

  private ExitCode() {}
}
