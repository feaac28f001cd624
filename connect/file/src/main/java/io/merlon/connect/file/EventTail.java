package io.merlon.connect.file;

import io.merlon.connect.file.evtx.EvtxFile;
import io.merlon.detection.Event;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Follows files as they grow, and folders as files come: what is there is read first, then every
 * line once it is complete. A file that was cut or replaced, as by rotation, is read from its
 * start. Files that do not grow by lines (archives, lists, Windows event logs) are read once they
 * rest.
 */
public final class EventTail {
  private static final int HEAD = 64;

  private final List<Path> paths;
  private final EventFiles reader;
  private final Consumer<EventFiles.Problem> problems;
  private final Map<Path, Followed> files = new HashMap<>();

  public EventTail(
      List<Path> paths, Consumer<Event> events, Consumer<EventFiles.Problem> problems) {
    this.paths = List.copyOf(paths);
    this.reader = EventFiles.atOnce(events, problems);
    this.problems = problems;
  }

  /** Where the reading of a file stands. */
  private static final class Followed {
    private final @Nullable Object key;
    private final LogLines lines;
    private final boolean growsByLines;
    private long position;
    private long sizeBefore = -1;
    private boolean isRead;

    Followed(@Nullable Object key, LogLines lines, boolean growsByLines) {
      this.key = key;
      this.lines = lines;
      this.growsByLines = growsByLines;
    }
  }

  /** Reads what came since the last time; to be called again and again. */
  public void poll() {
    for (Path path : paths) {
      try (Stream<Path> below = Files.walk(path)) {
        below.filter(Files::isRegularFile).sorted().forEach(this::poll);
      } catch (IOException | UncheckedIOException e) {
        problems.accept(new EventFiles.Problem(path.toString(), 0, "cannot be listed: " + e));
      }
    }
    files.keySet().removeIf(Files::notExists);
  }

  private void poll(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      Followed followed = files.get(file);
      if (followed == null
          || now.size() < followed.position
          || !Objects.equals(now.fileKey(), followed.key)) {
        if (now.size() == 0) {
          return;
        }
        followed = new Followed(now.fileKey(), reader.lines(file.toString()), growsByLines(file));
        files.put(file, followed);
      }
      if (followed.growsByLines) {
        readOn(file, followed);
      } else {
        readOnce(file, followed, now.size());
      }
    } catch (IOException e) {
      problems.accept(new EventFiles.Problem(file.toString(), 0, "cannot be read: " + e));
    }
  }

  private static void readOn(Path file, Followed followed) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      channel.position(followed.position);
      ByteBuffer piece = ByteBuffer.allocate(1 << 16);
      boolean grew = false;
      for (int length = channel.read(piece); length > 0; length = channel.read(piece)) {
        followed.lines.accept(piece.array(), length);
        followed.position += length;
        piece.clear();
        grew = true;
      }
      if (!grew) {
        followed.lines.pause();
      }
    }
  }

  private void readOnce(Path file, Followed followed, long size) {
    if (!followed.isRead && followed.sizeBefore == size) {
      reader.readFile(file);
      followed.isRead = true;
    } else if (followed.sizeBefore != size) {
      followed.isRead = false;
    }
    followed.sizeBefore = size;
  }

  /** Archives, Windows event logs and lists do not; their first bytes tell. */
  private static boolean growsByLines(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(HEAD);
      String text = LogLines.text(head, head.length);
      boolean isList = text.startsWith("[") || EventFiles.startsWithList(text);
      boolean isZip = head.length > 3 && head[0] == 'P' && head[1] == 'K';
      boolean isGzip = head.length > 1 && head[0] == 0x1f && head[1] == (byte) 0x8b;
      return !isZip && !isGzip && !isList && !EvtxFile.isOne(head);
    }
  }
}
