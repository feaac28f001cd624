package io.merlon.detection.behaviour;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** A program whose path and hash no machine of the group ever started. */
final class NewBinaries implements Baseline {
  /** How many programs are remembered, twice. */
  private static final long ROOM = 200_000;

  private static final int LONGEST_PATH = 1_000;

  /** Hexadecimal rows of at least this length with a digit in them are ids. */
  private static final int SHORTEST_ID = 8;

  private static final List<String> HOMES = List.of(":\\users\\", "/home/");

  private final BehaviourRule rule;
  private final SeenBefore seen = new SeenBefore(ROOM);

  NewBinaries(BehaviourRule rule) {
    this.rule = rule;
  }

  void accept(
      Activity.ProcessStart start,
      MachineGroups.Known known,
      Sighting at,
      Consumer<BehaviourFinding> told) {
    String group = MachineGroups.groupOf(start.host());
    String path = alike(start.image());
    boolean pathKnown = seen.addedBefore(group + "|" + path);
    boolean hashKnown = !start.hash().isEmpty() && seen.addedBefore(group + "|" + start.hash());
    boolean ignored = rule.ignored("folders").stream().anyMatch(path::startsWith);
    if (!pathKnown
        && !hashKnown
        && !ignored
        && known.isLearnt(rule.count("events"), rule.number("hours"))) {
      told.accept(
          BehaviourFinding.of(
              rule,
              at,
              at.time(),
              Map.of("machines", group),
              "%s was started for the first time on %s, in %,d starts of programs there.%s"
                  .formatted(
                      start.image(),
                      group,
                      known.events(),
                      start.hash().isEmpty() ? "" : " Its hash is new there too."),
              new Figures().put("starts of the group", known.events()),
              List.of()));
    }
  }

  /** The path without what differs from one installation to the next: user, ids and versions. */
  static String alike(String path) {
    String bounded = path.length() > LONGEST_PATH ? path.substring(0, LONGEST_PATH) : path;
    return MachineGroups.withoutDigits(withoutIds(withoutUser(bounded.toLowerCase(Locale.ROOT))));
  }

  private static String withoutUser(String path) {
    for (String home : HOMES) {
      int at = path.indexOf(home);
      if (at == 0 || at == 1) {
        int from = at + home.length();
        int to = path.indexOf(home.charAt(home.length() - 1), from);
        return to < 0 ? path : path.substring(0, from) + "*" + path.substring(to);
      }
    }
    return path;
  }

  private static String withoutIds(String path) {
    StringBuilder without = new StringBuilder(path.length());
    int at = 0;
    while (at < path.length()) {
      int end = at;
      boolean digit = false;
      while (end < path.length() && isOfId(path.charAt(end))) {
        digit |= path.charAt(end) <= '9' && path.charAt(end) >= '0';
        end++;
      }
      if (digit && end - at >= SHORTEST_ID) {
        without.append('#');
      } else {
        end = Math.max(end, at + 1);
        without.append(path, at, end);
      }
      at = end;
    }
    return without.toString();
  }

  private static boolean isOfId(char c) {
    return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c == '-';
  }

  @Override
  public String name() {
    return "binaries";
  }

  @Override
  public void save(DataOutput out) throws IOException {
    seen.save(out);
  }

  @Override
  public void load(DataInput in) throws IOException {
    seen.load(in);
  }
}
