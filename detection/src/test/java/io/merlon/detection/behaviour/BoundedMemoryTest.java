package io.merlon.detection.behaviour;

import static io.merlon.detection.behaviour.Events.after;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/** A million keys that never come again cost no more than the bound, whatever they are keys of. */
class BoundedMemoryTest {
  private static final int KEYS = 1_000_000;
  private static final int LAST = 100_000;
  private static final long MOST_HEAP = 160L << 20;
  private static final int MOST_SAVED = 64 << 20;
  private static final String LONG = "x".repeat(260);

  @Test
  void programsAreBounded() {
    Events events = new Events();
    feed(events, i -> events.process(after(i), name(i), "C:\\p" + name(i), "C:\\c" + name(i)));
  }

  @Test
  void accountsAndSourcesAreBounded() {
    Events events = new Events();
    feed(
        events,
        i ->
            events.signIn(
                after(i),
                name(i),
                (i >> 16) + "." + (i >> 8 & 255) + ".7." + (i & 255),
                name(i),
                i % 3 == 0));
  }

  @Test
  void placesOfOneAccountAreBounded() {
    Events events = new Events();
    feed(
        events,
        i ->
            events.signIn(
                after(i),
                "ann",
                (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255) + ".1",
                name(i),
                true));
  }

  @Test
  void destinationsAreBounded() {
    Events events = new Events();
    feed(events, i -> events.connection(after(i), name(i), name(i) + ".example", "443"));
  }

  @Test
  void namesAreBounded() {
    Events events = new Events();
    feed(
        events,
        i -> events.query(after(i), name(i), "below.of." + letters(i) + ".com", "TXT", "NXDOMAIN"));
  }

  /** The last ones, which are those that are kept, are long. */
  private static String name(int i) {
    return i < KEYS - LAST ? letters(i) : letters(i) + LONG;
  }

  /** A number in letters, so that no two look alike to what leaves digits out. */
  private static String letters(int i) {
    StringBuilder text = new StringBuilder("q");
    for (int rest = i; rest > 0; rest /= 26) {
      text.append((char) ('a' + rest % 26));
    }
    return text.toString();
  }

  private static void feed(Events events, IntConsumer one) {
    long before = used();
    for (int i = 0; i < KEYS; i++) {
      one.accept(i);
    }
    assertThat(used() - before).isLessThan(MOST_HEAP);
    assertThat(events.analyzer.looked()).isEqualTo(KEYS);
    assertThat(events.analyzer.save()).hasSizeLessThan(MOST_SAVED);
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
