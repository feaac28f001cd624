package io.merlon.server.arm;

import io.merlon.connect.file.EventFiles;
import io.merlon.detection.Event;
import jakarta.servlet.http.HttpServletRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Events as they were sent: lines, a list or one; packed or not; bounded either way.
 *
 * @param events those that could be read
 * @param problems the first of what could not
 * @param refused how much could not
 */
record EventBody(List<Event> events, List<EventFiles.Problem> problems, long refused) {
  private static final int MOST_SENT = 8 << 20;
  private static final int MOST_UNPACKED = 32 << 20;
  private static final int MOST_EVENTS = 20_000;
  private static final int MOST_PROBLEMS = 100;

  /** What events are called in evidence: they came by the API and lie in no file. */
  private static final String SOURCE = "events";

  static EventBody read(HttpServletRequest http) {
    String encoding = Optional.ofNullable(http.getHeader("Content-Encoding")).orElse("identity");
    boolean isPacked = encoding.equalsIgnoreCase("gzip");
    if (!isPacked && !encoding.equalsIgnoreCase("identity")) {
      throw new ArmException(
          415, "UnsupportedMediaType", "Content-Encoding may be gzip or none, not " + encoding);
    }
    Reading reading = new Reading();
    try {
      InputStream sent = new Bounded(http.getInputStream(), MOST_SENT, "sent");
      InputStream content = isPacked ? new GZIPInputStream(sent) : sent;
      EventFiles.read(
          SOURCE,
          new Bounded(content, MOST_UNPACKED, "unpacked"),
          reading::event,
          reading::problem);
    } catch (IOException e) {
      reading.problem(new EventFiles.Problem(SOURCE, 0, "the body breaks off: " + e.getMessage()));
    }
    return new EventBody(
        List.copyOf(reading.events), List.copyOf(reading.problems), reading.refused);
  }

  private static ArmException tooLarge(String what) {
    return new ArmException(
        413, "RequestEntityTooLarge", what + " at most; send it in smaller parts.");
  }

  /** What was read so far. */
  private static final class Reading {
    private final List<Event> events = new ArrayList<>();
    private final List<EventFiles.Problem> problems = new ArrayList<>();
    private long refused;

    void event(Event event) {
      if (events.size() == MOST_EVENTS) {
        throw tooLarge("A request may have 20,000 events");
      }
      events.add(event);
    }

    void problem(EventFiles.Problem problem) {
      refused++;
      if (problems.size() < MOST_PROBLEMS) {
        problems.add(problem);
      }
    }
  }

  /** Ends the reading of what is too large. */
  private static final class Bounded extends FilterInputStream {
    private final String what;
    private final long most;
    private long left;

    Bounded(InputStream in, long most, String what) {
      super(in);
      this.most = most;
      this.left = most;
      this.what = what;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = in.read(buffer, offset, length);
      left -= Math.max(0, count);
      if (left < 0) {
        throw tooLarge("Events may have " + (most >> 20) + " MiB as they are " + what);
      }
      return count;
    }
  }
}
