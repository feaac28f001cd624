package io.merlon.connect.file;

import io.merlon.connect.file.log.LineLog;
import io.merlon.connect.file.log.LineLogs;
import io.merlon.detection.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  private final EventSink sink;
  private final LineLog.Sink events;
  private final JsonLine json = new JsonLine();
  private final List<EventFiles.Problem> atStart = new ArrayList<>();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private Optional<LineLog> log = Optional.empty();
  private boolean isJson;
  private boolean tooLong;
  private boolean started;
  private long number;

  /**
   * Begins.
   *
   * @param brokenAtStart how many first lines that are no events end the reading
   */
  LogLines(String source, int brokenAtStart, EventSink sink) {
    this.source = source;
    this.brokenAtStart = brokenAtStart;
    this.sink = sink;
    this.events = (at, fields) -> sink.event(new Event(source, at, fields));
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
      take(line.toByteArray());
    }
    line.reset();
    tooLong = false;
  }

  private boolean goesOn() {
    return started || atStart.size() < brokenAtStart;
  }

  private void take(byte[] bytes) {
    if (JsonLine.isBlank(bytes)) {
      return;
    }
    if (started && isJson) {
      sink.line(source, number, bytes);
      return;
    }
    try {
      if (!isJson && log.isEmpty()) {
        log = LineLogs.of(text(bytes, bytes.length));
        isJson = log.isEmpty();
      }
      if (isJson) {
        events.accept(number, json.read(bytes));
      } else {
        log.orElseThrow().take(number, text(bytes, bytes.length), events);
      }
      started = true;
      tellStart();
    } catch (JacksonException | IllegalArgumentException e) {
      broken(JsonLine.reason(e));
    }
  }

  private void broken(String reason) {
    EventFiles.Problem problem = new EventFiles.Problem(source, number, reason);
    if (started) {
      sink.problem(problem);
    } else {
      atStart.add(problem);
    }
  }

  private void tellStart() {
    atStart.forEach(sink::problem);
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
      sink.problem(
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
