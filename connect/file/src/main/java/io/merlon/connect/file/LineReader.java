package io.merlon.connect.file;

import io.merlon.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/**
 * Reads JSON lines: each line is parsed where it lies in the buffer, and a broken one costs nothing
 * but itself.
 */
final class LineReader {
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long LINE_FEEDS = LOW_BITS * '\n';
  private static final int BUFFER_BYTES = 512 << 10;

  private final DocumentReader documents;
  private final ResourceSink sink;
  private final int longestLine;
  private final InputStream rest;

  private byte[] buffer;
  private int start;
  private int end;
  private long offset;
  private long line = 1;
  private boolean ended;

  LineReader(InputText text, DocumentReader documents, ResourceSink sink, int longestLine) {
    this.documents = documents;
    this.sink = sink;
    this.longestLine = longestLine;
    this.rest = text.rest();
    this.buffer = Arrays.copyOf(text.head(), Math.max(BUFFER_BYTES, text.head().length));
    this.end = text.head().length;
    this.start = Math.min(end, InputForm.afterMark(text.head()));
    this.offset = start;
  }

  /** Reads to the end, or to where the text cannot be read on. */
  void read() {
    try {
      readLines();
    } catch (IOException unreadable) {
      sink.problem(new Place(offset, line), Faults.unreadable(unreadable));
    }
  }

  private void readLines() throws IOException {
    int searched = start;
    while (true) {
      int feed = lineFeed(searched);
      if (feed >= 0) {
        parse(feed);
        offset += feed + 1 - start;
        start = feed + 1;
        searched = start;
        line++;
      } else if (ended) {
        parse(end);
        return;
      } else {
        searched = end - start;
        fill();
        if (end - start > longestLine) {
          passOver();
          searched = 0;
        }
        searched += start;
      }
    }
  }

  private void parse(int lineEnd) {
    Place place = new Place(offset, line);
    if (lineEnd - start > longestLine) {
      sink.problem(place, ResourceTooLargeException.reason(longestLine));
      return;
    }
    try (JsonParser parser =
        Json.factory().createParser(ObjectReadContext.empty(), buffer, start, lineEnd - start)) {
      try {
        parse(parser, place);
      } catch (JacksonException broken) {
        boolean last = ended && lineEnd == end;
        sink.problem(
            place.of(broken, parser),
            (last ? "the last line " : "the line ") + Faults.unparsable(broken));
      }
    }
    sink.passed(place);
  }

  private void parse(JsonParser parser, Place place) {
    if (parser.nextToken() == null) {
      return;
    }
    documents.read(parser, place);
    if (parser.nextToken() != null) {
      sink.problem(place.of(parser), "more follows on the line after the end of the resource");
    }
  }

  /** A line that is too long is dropped up to its end. */
  private void passOver() throws IOException {
    sink.problem(new Place(offset, line), ResourceTooLargeException.reason(longestLine));
    int feed = -1;
    while (feed < 0 && !ended) {
      offset += end - start;
      start = 0;
      end = 0;
      fill();
      feed = lineFeed(start);
    }
    int next = feed < 0 ? end : feed + 1;
    offset += next - start;
    start = next;
    line++;
  }

  /** Moves what is left to the front of the buffer, which grows when it is full, and reads on. */
  private void fill() throws IOException {
    int left = end - start;
    byte[] target =
        left > buffer.length / 2
            ? new byte[(int) Math.min(buffer.length * 2L, longestLine + (long) BUFFER_BYTES)]
            : buffer;
    System.arraycopy(buffer, start, target, 0, left);
    buffer = target;
    start = 0;
    end = left;
    int count = rest.read(buffer, end, buffer.length - end);
    if (count < 0) {
      ended = true;
    } else {
      end += count;
    }
  }

  /** The next line feed from here on, or -1; eight bytes are looked at in one step. */
  private int lineFeed(int from) {
    int i = from;
    for (; i + Long.BYTES <= end; i += Long.BYTES) {
      long differing = (long) EIGHT_BYTES.get(buffer, i) ^ LINE_FEEDS;
      long feeds = (differing - LOW_BITS) & ~differing & HIGH_BITS;
      if (feeds != 0) {
        return i + Long.numberOfTrailingZeros(feeds) / Byte.SIZE;
      }
    }
    for (; i < end; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }
}
