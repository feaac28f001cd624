package io.merlon.detection.behaviour;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Locale;

/**
 * Groups of machines that are alike, and since when each is known. Machines whose names differ in
 * digits only are alike: {@code web-01.example.com} and {@code web-02.example.com}.
 */
final class MachineGroups implements Baseline {
  private static final int MOST = 10_000;

  private final String name;
  private Recent<Known> groups = new Recent<>(MOST);

  /** What is known of a group. */
  static final class Known {
    private long events;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    long events() {
      return events;
    }

    /** Whether enough was seen of it, for long enough. */
    boolean isLearnt(int leastEvents, double leastHours) {
      return events >= leastEvents && last - first >= leastHours * 3600;
    }

    void see(long second) {
      events++;
      first = Math.min(first, second);
      last = Math.max(last, second);
    }

    void save(DataOutput out) throws IOException {
      out.writeLong(events);
      out.writeLong(first);
      out.writeLong(last);
    }

    static Known load(DataInput in) throws IOException {
      Known known = new Known();
      known.events = in.readLong();
      known.first = in.readLong();
      known.last = in.readLong();
      return known;
    }
  }

  MachineGroups(String name) {
    this.name = name;
  }

  Known of(String group) {
    return groups.get(group, Known::new);
  }

  /** The name of the group that a machine belongs to. */
  static String groupOf(String host) {
    return withoutDigits(host.toLowerCase(Locale.ROOT));
  }

  /** The text with every run of digits as {@code #}. */
  static String withoutDigits(String text) {
    StringBuilder without = new StringBuilder(text.length());
    boolean inDigits = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      if (!digit) {
        without.append(c);
      } else if (!inDigits) {
        without.append('#');
      }
      inDigits = digit;
    }
    return without.toString();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    Baselines.save(groups, out, Known::save);
  }

  @Override
  public void load(DataInput in) throws IOException {
    groups = Baselines.load(MOST, in, Known::load);
  }
}
