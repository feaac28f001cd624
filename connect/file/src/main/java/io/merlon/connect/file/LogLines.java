package io.merlon.connect.file;

import io.merlon.connect.file.log.LineLog;
import io.merlon.detection.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;

/** Reads the lines of one file; when the first ones are no events, it is none of events. */
final class LogLines {
  private static final int LONGEST_LINE = 16 << 20;
  private static final int BROKEN_AT_START = 5;

  private final String source;
  private final LineLog log;
  private final LineLog.Sink events;
  private final Consumer<EventFiles.Problem> problems;
  private final List<EventFiles.Problem> atStart = new ArrayList<>();
  private long number;
  private boolean started;

  LogLines(
      String source, LineLog log, Consumer<Event> events, Consumer<EventFiles.Problem> problems) {
    this.source = source;
    this.log = log;
    this.events = (line, fields) -> events.accept(new Event(source, line, fields));
    this.problems = problems;
  }

  /** UTF-8 text without the mark at its start. */
  static String text(byte[] bytes, int length) {
    String text = new String(bytes, 0, length, StandardCharsets.UTF_8).strip();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  void read(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean tooLong = false;
    for (int next = in.read(); goesOn(); next = in.read()) {
      if (next == '\n' || next < 0) {
        number++;
        if (tooLong) {
          broken("is longer than " + LONGEST_LINE + " bytes");
        } else {
          take(line.toByteArray());
        }
        if (next < 0) {
          break;
        }
        line.reset();
        tooLong = false;
      } else if (line.size() < LONGEST_LINE) {
        line.write(next);
      } else {
        tooLong = true;
      }
    }
    end();
  }

  private boolean goesOn() {
    return started || atStart.size() < BROKEN_AT_START;
  }

  private void take(byte[] bytes) {
    String text = text(bytes, bytes.length);
    if (text.isEmpty()) {
      return;
    }
    try {
      log.take(number, text, events);
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

  private void end() {
    if (goesOn()) {
      tellStart();
      log.end(events);
    } else {
      problems.accept(
          new EventFiles.Problem(
              source,
              0,
              "is passed over: its first "
                  + BROKEN_AT_START
                  + " lines are no events; "
                  + atStart.getFirst().reason()));
    }
  }
}
