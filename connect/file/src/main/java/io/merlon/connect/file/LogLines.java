package io.merlon.connect.file;

import io.merlon.connect.file.log.LineLog;
import io.merlon.detection.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.core.JacksonException;

/**
 * The lines of one file, which come in pieces. The first line tells what log it is. When the first
 * ones are no events, the file is none of events.
 */
final class LogLines {
  private static final int LONGEST_LINE = 16 << 20;

  /** So many first lines that are no events make a file none of events. */
  static final int BROKEN_AT_START = 5;

  private static final int PIECE = 1 << 16;

  private final String source;
  private final int brokenAtStart;
  private final Function<String, LineLog> logOf;
  private final LineLog.Sink events;
  private final Consumer<EventFiles.Problem> problems;
  private final List<EventFiles.Problem> atStart = new ArrayList<>();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private Optional<LineLog> log = Optional.empty();
  private boolean tooLong;
  private boolean started;
  private long number;

  /**
   * @param brokenAtStart how many first lines that are no events end the reading
   * @param logOf what reads the file, told by its first line
   */
  LogLines(
      String source,
      int brokenAtStart,
      Function<String, LineLog> logOf,
      Consumer<Event> events,
      Consumer<EventFiles.Problem> problems) {
    this.source = source;
    this.brokenAtStart = brokenAtStart;
    this.logOf = logOf;
    this.events = (at, fields) -> events.accept(new Event(source, at, fields));
    this.problems = problems;
  }

  /** UTF-8 text without the mark at its start. */
  static String text(byte[] bytes, int length) {
    String text = new String(bytes, 0, length, StandardCharsets.UTF_8).strip();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** Reads a file from here to its end. */
  void read(InputStream in) throws IOException {
    byte[] piece = new byte[PIECE];
    for (int length = in.read(piece); length >= 0 && goesOn(); length = in.read(piece)) {
      accept(piece, length);
    }
    end();
  }

  /** Takes the next bytes of the file. */
  void accept(byte[] piece, int length) {
    int from = 0;
    for (int at = 0; at < length && goesOn(); at++) {
      if (piece[at] == '\n') {
        keep(piece, from, at);
        endLine();
        from = at + 1;
      }
    }
    keep(piece, from, length);
  }

  /** Gives the events that wait for more lines, because none came for a while. */
  void pause() {
    log.ifPresent(one -> one.end(events));
  }

  private void keep(byte[] piece, int from, int to) {
    if (line.size() + to - from > LONGEST_LINE) {
      tooLong = true;
    } else {
      line.write(piece, from, to - from);
    }
  }

  private void endLine() {
    number++;
    if (tooLong) {
      broken("is longer than " + LONGEST_LINE + " bytes");
    } else {
      take(text(line.toByteArray(), line.size()));
    }
    line.reset();
    tooLong = false;
  }

  private boolean goesOn() {
    return started || atStart.size() < brokenAtStart;
  }

  private void take(String text) {
    if (text.isEmpty()) {
      return;
    }
    if (log.isEmpty()) {
      log = Optional.of(logOf.apply(text));
    }
    try {
      log.get().take(number, text, events);
      started = true;
      tellStart();
    } catch (JacksonException e) {
      broken("not JSON: " + e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      broken(String.valueOf(e.getMessage()));
    }
  }

  private void broken(String reason) {
    EventFiles.Problem problem = new EventFiles.Problem(source, number, reason);
    if (started) {
      problems.accept(problem);
    } else {
      atStart.add(problem);
    }
  }

  private void tellStart() {
    atStart.forEach(problems);
    atStart.clear();
  }

  /** Ends the last line and the log. */
  void end() {
    if (goesOn() && (line.size() > 0 || tooLong)) {
      endLine();
    }
    if (goesOn()) {
      tellStart();
      pause();
    } else {
      problems.accept(
          new EventFiles.Problem(
              source,
              0,
              "is passed over: its first "
                  + brokenAtStart
                  + " lines are no events; "
                  + atStart.getFirst().reason()));
    }
  }
}
