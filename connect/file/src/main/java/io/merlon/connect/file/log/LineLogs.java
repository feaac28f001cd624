package io.merlon.connect.file.log;

import java.util.Optional;

/** The forms of logs that are known by how they begin. */
public final class LineLogs {
  private LineLogs() {}

  /**
   * What reads a log.
   *
   * @param line its first line that is not blank
   * @return a new reader; nothing when the line is of no such log, as when it is JSON
   */
  public static Optional<LineLog> of(String line) {
    if (ZeekLog.isStart(line)) {
      return Optional.of(new ZeekLog());
    }
    if (AuditdLog.isLine(line)) {
      return Optional.of(new AuditdLog());
    }
    if (W3cLog.isStart(line)) {
      return Optional.of(new W3cLog());
    }
    if (CefLine.isIn(line)) {
      return Optional.of(new CefLog());
    }
    if (AccessLog.isLine(line)) {
      return Optional.of(new AccessLog());
    }
    return SyslogLine.of(line).isPresent() ? Optional.of(new SyslogLog()) : Optional.empty();
  }
}
