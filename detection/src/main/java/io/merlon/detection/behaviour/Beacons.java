package io.merlon.detection.behaviour;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A program that calls the same place again and again at intervals of nearly the same length, where
 * hardly any other machine calls. What everybody calls regularly is a service.
 */
final class Beacons implements Baseline {
  private static final int MOST_PAIRS = 20_000;
  private static final int MOST_DESTINATIONS = 20_000;
  private static final int KEPT = 64;

  private final BehaviourRule rule;
  private final Recent<Contacts> pairs = new Recent<>(MOST_PAIRS);
  private Recent<DistinctCount> callers = new Recent<>(MOST_DESTINATIONS);

  /** When a pair met: the last times, in milliseconds. */
  private static final class Contacts {
    private final long[] times = new long[KEPT];
    private final String recorder;
    private long count;
    private long last = Long.MIN_VALUE;
    private long toldAt = Long.MIN_VALUE;

    /** Begins; what another recorder says of the same connections would count them twice. */
    Contacts(String recorder) {
      this.recorder = recorder;
    }

    void add(long millis) {
      times[(int) (count++ % KEPT)] = millis;
      last = millis;
    }

    long[] sorted() {
      long[] sorted = Arrays.copyOf(times, (int) Math.min(count, KEPT));
      Arrays.sort(sorted);
      return sorted;
    }
  }

  /**
   * How regular a row of times is.
   *
   * @param median of the intervals, in milliseconds
   * @param deviation the median of how far the intervals are from it
   */
  record Rhythm(double median, double deviation) {
    static Rhythm of(long[] sortedTimes) {
      double[] intervals = new double[sortedTimes.length - 1];
      for (int i = 0; i < intervals.length; i++) {
        intervals[i] = sortedTimes[i + 1] - sortedTimes[i];
      }
      double median = median(intervals);
      for (int i = 0; i < intervals.length; i++) {
        intervals[i] = Math.abs(intervals[i] - median);
      }
      return new Rhythm(median, median(intervals));
    }

    double jitter() {
      return median == 0 ? Double.MAX_VALUE : deviation / median;
    }

    private static double median(double[] values) {
      Arrays.sort(values);
      int middle = values.length / 2;
      return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
  }

  Beacons(BehaviourRule rule) {
    this.rule = rule;
  }

  void accept(Activity.Connection connection, Sighting at, Consumer<BehaviourFinding> told) {
    if (connection.host().isEmpty()
        || rule.ignored("ports").contains(connection.port())
        || !Networks.isElsewhere(connection.destination())) {
      return;
    }
    String program = RareChildren.fileName(connection.process()).toLowerCase(Locale.ROOT);
    String place = connection.destination() + ":" + connection.port();
    DistinctCount from = callers.get(place + "|" + program, DistinctCount::new);
    from.add(connection.host());
    Contacts contacts =
        pairs.get(
            connection.host() + "|" + program + "|" + place,
            () -> new Contacts(connection.recorder()));
    if (!contacts.recorder.equals(connection.recorder())) {
      return;
    }
    long millis = connection.exactly().map(Instant::toEpochMilli).orElse(at.millis());
    double together = rule.number("together-seconds") * 1000;
    if (contacts.count > 0 && Math.abs(millis - contacts.last) < together) {
      contacts.last = Math.max(contacts.last, millis);
      return;
    }
    contacts.add(millis);
    long beyond = contacts.count - rule.count("contacts");
    if (beyond >= 0
        && beyond % rule.count("looks-every") == 0
        && from.count() <= rule.count("callers")
        && (contacts.toldAt == Long.MIN_VALUE
            || Math.abs(millis - contacts.toldAt) >= rule.number("again-hours") * 3_600_000)) {
      tell(connection, program, place, contacts, from.count(), at, told);
    }
  }

  private void tell(
      Activity.Connection connection,
      String program,
      String place,
      Contacts contacts,
      long hosts,
      Sighting at,
      Consumer<BehaviourFinding> told) {
    long[] times = contacts.sorted();
    Rhythm rhythm = Rhythm.of(times);
    if (rhythm.jitter() > rule.number("jitter")
        || rhythm.median() < rule.number("shortest-seconds") * 1000) {
      return;
    }
    contacts.toldAt = at.millis();
    String caller = program.isEmpty() ? connection.host() : program + " on " + connection.host();
    told.accept(
        BehaviourFinding.of(
            rule,
            at,
            Instant.ofEpochMilli(times[0]),
            Map.of("destination", place, "caller", caller),
            "%s called %s %,d times, every %s, half of the intervals within %s of that; of all machines seen, %,d call there with that program."
                .formatted(
                    caller,
                    place,
                    contacts.count,
                    Figures.time(rhythm.median() / 1000),
                    Figures.percent(rhythm.jitter()),
                    hosts),
            new Figures()
                .put("contacts", contacts.count)
                .put("median seconds", rhythm.median() / 1000)
                .put("jitter", rhythm.jitter())
                .put("callers", hosts),
            List.of()));
  }

  @Override
  public String name() {
    return "callers";
  }

  @Override
  public void save(DataOutput out) throws IOException {
    Baselines.save(callers, out, DistinctCount::save);
  }

  @Override
  public void load(DataInput in) throws IOException {
    callers = Baselines.load(MOST_DESTINATIONS, in, DistinctCount::load);
  }
}
