package io.merlon.cli.client;

import java.io.IOException;

/** The server cannot be used, or refuses what was asked; with the command's exit code. */
public final class ServerFault extends IOException {
  private static final long serialVersionUID = 1;
  private final int exitCode;

  ServerFault(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** What the command ends with. */
  public int exitCode() {
    return exitCode;
  }
}
