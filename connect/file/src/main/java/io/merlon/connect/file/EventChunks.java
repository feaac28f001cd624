package io.merlon.connect.file;

import io.merlon.detection.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Gathers what files hold to pieces of a bounded size, which others go on with. */
final class EventChunks implements EventSink {
  private static final int MOST_ITEMS = 256;
  private static final int MOST_BYTES = 256 << 10;

  private final Consumer<Chunk> chunks;
  private final AtomicLong position;
  private List<Item> items = new ArrayList<>();
  private int bytes;

  /** Something that files hold, an event or none; reading it may be left to another thread. */
  @FunctionalInterface
  interface Item {
    void read(JsonLine json, Consumer<Event> events, Consumer<EventFiles.Problem> problems);
  }

  /**
   * What follows one another in the files.
   *
   * @param position how many bytes of the files were read when it was full
   */
  record Chunk(List<Item> items, long position) {}

  /**
   * @param position how many bytes of files were read so far
   */
  EventChunks(AtomicLong position, Consumer<Chunk> chunks) {
    this.position = position;
    this.chunks = chunks;
  }

  @Override
  public void event(Event event) {
    add((json, events, problems) -> events.accept(event), 0);
  }

  @Override
  public void problem(EventFiles.Problem problem) {
    add((json, events, problems) -> problems.accept(problem), 0);
  }

  @Override
  public void line(String source, long number, byte[] line) {
    add((json, events, problems) -> json.read(source, number, line, events, problems), line.length);
  }

  private void add(Item item, int size) {
    items.add(item);
    bytes += size;
    if (items.size() >= MOST_ITEMS || bytes >= MOST_BYTES) {
      end();
    }
  }

  /** Hands on what is left. */
  void end() {
    chunks.accept(new Chunk(items, position.get()));
    items = new ArrayList<>();
    bytes = 0;
  }
}
