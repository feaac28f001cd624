package io.merlon.detection.behaviour;

import com.google.re2j.Pattern;
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

  /** What differs from one installation to the next. */
  private static final Pattern USER = Pattern.compile("^(.:\\\\users\\\\|/home/)[^\\\\/]+");

  private static final Pattern IDENTITY =
      Pattern.compile("\\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\}?");

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

  /** The path without the user's name, ids and versions. */
  static String alike(String path) {
    String bounded = path.length() > LONGEST_PATH ? path.substring(0, LONGEST_PATH) : path;
    String lower = bounded.toLowerCase(Locale.ROOT);
    return MachineGroups.withoutDigits(
        IDENTITY.matcher(USER.matcher(lower).replaceFirst("$1*")).replaceAll("{}"));
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
