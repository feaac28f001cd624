package io.merlon.connect.file;

import io.merlon.connect.file.evtx.EvtxFile;
import io.merlon.detection.Event;
import io.merlon.json.Json;
import io.merlon.json.JsonValues;
import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/**
 * Events as they lie in files: JSON lines, JSON documents one after the other, arrays, documents
 * with a list of {@code Records}, {@code value} or {@code events}, Windows event logs (EVTX), and
 * logs of lines (Zeek, auditd, syslog, CEF, access logs); also in gz and zip. Streamed; what is
 * broken is told, and what stands beside it is read.
 */
public final class EventFiles {
  private static final int FIRST_LINE = 1 << 20;

  /** Where a well-known archiver keeps what its file system knows beside the files. */
  private static final String BESIDE_CONTENT = "__MACOSX/";

  private static final List<String> LISTS = List.of("Records", "value", "events");

  private final EventSink sink;
  private final AtomicLong position;
  private final JsonValues values = new JsonValues();
  private int brokenAtStart = LogLines.BROKEN_AT_START;

  /**
   * What could not be read.
   *
   * @param source the file (an archive's entry after {@code !})
   * @param position the line or record, from 1; 0 for the whole
   * @param reason why
   */
  public record Problem(String source, long position, String reason) {
    @Override
    public String toString() {
      return source + (position == 0 ? "" : ":" + position) + ": " + reason;
    }
  }

  /**
   * @param position how many bytes of files were read so far, as they lie on disk
   */
  EventFiles(EventSink sink, AtomicLong position) {
    this.sink = sink;
    this.position = position;
  }

  /** One that hands on at once what it reads. */
  static EventFiles atOnce(Consumer<Event> events, Consumer<Problem> problems) {
    return new EventFiles(new AtOnce(events, problems, new JsonLine()), new AtomicLong());
  }

  private record AtOnce(Consumer<Event> events, Consumer<Problem> problems, JsonLine json)
      implements EventSink {
    @Override
    public void event(Event event) {
      events.accept(event);
    }

    @Override
    public void problem(Problem problem) {
      problems.accept(problem);
    }

    @Override
    public void line(String source, long number, byte[] line) {
      json.read(source, number, line, events, problems);
    }
  }

  /** Reads files, and all files in folders, in the order of their names. */
  public static void read(List<Path> paths, Consumer<Event> events, Consumer<Problem> problems) {
    atOnce(events, problems).read(paths);
  }

  /** The size of all files that the paths name, as they lie on disk. */
  static long totalBytes(List<Path> paths) {
    long total = 0;
    for (Path path : paths) {
      try (Stream<Path> below = Files.walk(path)) {
        for (Path file : below.filter(Files::isRegularFile).toList()) {
          total += Files.size(file);
        }
      } catch (IOException | UncheckedIOException unreadable) {
        // whoever reads it tells
      }
    }
    return total;
  }

  void read(List<Path> paths) {
    paths.forEach(this::read);
  }

  /**
   * Reads what others send: the unpacked content of a file. Here no number of broken lines at the
   * start makes the whole none of events.
   *
   * @param source what events and problems call it
   * @throws IOException when the stream breaks; what came before was given
   */
  public static void read(
      String source, InputStream content, Consumer<Event> events, Consumer<Problem> problems)
      throws IOException {
    EventFiles reader = atOnce(events, problems);
    reader.brokenAtStart = Integer.MAX_VALUE;
    reader.readContent(source, content);
  }

  private void read(Path path) {
    if (!Files.exists(path)) {
      sink.problem(new Problem(path.toString(), 0, "there is no such file or folder"));
      return;
    }
    try (Stream<Path> below = Files.walk(path)) {
      below.filter(Files::isRegularFile).sorted().forEach(this::readFile);
    } catch (IOException | UncheckedIOException e) {
      sink.problem(new Problem(path.toString(), 0, "cannot be listed: " + e.getMessage()));
    }
  }

  void readFile(Path file) {
    try (InputStream in =
        new BufferedInputStream(new CountingInput(Files.newInputStream(file), position))) {
      unpack(file.toString(), in);
    } catch (IOException e) {
      sink.problem(new Problem(file.toString(), 0, "cannot be read: " + e.getMessage()));
    }
  }

  private void unpack(String source, InputStream in) throws IOException {
    in.mark(4);
    byte[] head = in.readNBytes(4);
    in.reset();
    if (head.length == 4 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4) {
      ZipInputStream zip = new ZipInputStream(in);
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (!entry.isDirectory() && !entry.getName().startsWith(BESIDE_CONTENT)) {
          readContent(source + "!" + entry.getName(), zip);
        }
      }
    } else if (head.length > 1 && head[0] == 0x1f && head[1] == (byte) 0x8b) {
      readContent(source, new GZIPInputStream(in));
    } else {
      readContent(source, in);
    }
  }

  private void readContent(String source, InputStream unpacked) throws IOException {
    InputStream in = new BufferedInputStream(unpacked, FIRST_LINE + 1);
    in.mark(FIRST_LINE);
    byte[] first = in.readNBytes(FIRST_LINE);
    in.reset();
    if (EvtxFile.isOne(first)) {
      EvtxFile.read(in, new Records(source));
    } else if (isDocument(first)) {
      documents(source, in);
    } else {
      lines(source).read(in);
    }
  }

  /** The lines of a file that is read in pieces. */
  LogLines lines(String source) {
    return new LogLines(source, brokenAtStart, sink);
  }

  /**
   * Whether these are documents that go over lines: the first line is a part of a value, or a list,
   * and the second is no value of its own either.
   */
  private static boolean isDocument(byte[] first) {
    List<String> lines =
        LogLines.text(first, first.length)
            .lines()
            .filter(line -> !line.isBlank())
            .limit(2)
            .toList();
    if (lines.isEmpty()) {
      return false;
    }
    String line = lines.getFirst().strip();
    return line.startsWith("[")
        || startsWithList(line)
        || line.startsWith("{") && (isPart(line) ? !startsLines(lines) : hasList(line));
  }

  private static boolean isPart(String line) {
    try {
      Json.parse(line);
      return false;
    } catch (JacksonException e) {
      return e instanceof UnexpectedEndOfInputException;
    }
  }

  private static boolean startsLines(List<String> lines) {
    return lines.size() > 1 && lines.getLast().startsWith("{") && !isPart(lines.getLast());
  }

  /** Whether a document begins with the list of its events. */
  static boolean startsWithList(String text) {
    String packed = text.substring(0, Math.min(text.length(), 64)).replaceAll("\\s", "");
    return LISTS.stream().anyMatch(name -> packed.startsWith("{\"" + name + "\":["));
  }

  private static boolean hasList(String line) {
    try {
      Value one = Json.parse(line);
      return LISTS.stream().anyMatch(name -> one.get(name) instanceof ArrayValue);
    } catch (JacksonException broken) {
      return false;
    }
  }

  private void documents(String source, InputStream in) {
    long number = 0;
    try (JsonParser parser = Json.factory().createParser(ObjectReadContext.empty(), in)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token != JsonToken.START_ARRAY && token != JsonToken.END_ARRAY) {
          number = all(source, number, values.read(parser));
        }
      }
    } catch (JacksonException e) {
      sink.problem(
          new Problem(
              source, number + 1, "not JSON, the rest is left out: " + e.getOriginalMessage()));
    }
  }

  private long all(String source, long before, Value value) {
    long number = before;
    for (String name : LISTS) {
      if (value.get(name) instanceof ArrayValue(List<Value> items)) {
        for (Value item : items) {
          event(source, ++number, item);
        }
        return number;
      }
    }
    event(source, ++number, value);
    return number;
  }

  private void event(String source, long number, Value value) {
    if (value instanceof ObjectValue fields) {
      sink.event(new Event(source, number, fields));
    } else {
      sink.problem(new Problem(source, number, "is not a JSON object"));
    }
  }

  /** Takes the records of a Windows event log. */
  private final class Records implements EvtxFile.Listener {
    private final String source;

    Records(String source) {
      this.source = source;
    }

    @Override
    public void event(long record, ObjectValue event) {
      sink.event(new Event(source, record, event));
    }

    @Override
    public void problem(long record, String reason) {
      sink.problem(new Problem(source, record, reason));
    }
  }
}
