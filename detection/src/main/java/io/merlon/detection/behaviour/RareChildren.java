package io.merlon.detection.behaviour;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A program that another one starts for the first time in a group of machines, although that one
 * starts few different programs and starts them often. What the whole group starts all the time is
 * no news.
 */
final class RareChildren implements Baseline {
  private static final int MOST_PARENTS = 20_000;

  /** How many pairs are remembered, twice. */
  private static final long ROOM = 200_000;

  private final BehaviourRule rule;
  private final SeenBefore pairs = new SeenBefore(ROOM);
  private final Frequencies children = new Frequencies();
  private Recent<Parent> parents = new Recent<>(MOST_PARENTS);

  /** What a program started. */
  private static final class Parent {
    private final DistinctCount children;
    private long starts;

    Parent() {
      this(0, new DistinctCount());
    }

    private Parent(long starts, DistinctCount children) {
      this.starts = starts;
      this.children = children;
    }

    void save(DataOutput out) throws IOException {
      out.writeLong(starts);
      children.save(out);
    }

    static Parent load(DataInput in) throws IOException {
      return new Parent(in.readLong(), DistinctCount.load(in));
    }
  }

  RareChildren(BehaviourRule rule) {
    this.rule = rule;
  }

  void accept(
      Activity.ProcessStart start,
      MachineGroups.Known known,
      Sighting at,
      Consumer<BehaviourFinding> told) {
    if (start.parent().isEmpty()) {
      return;
    }
    String group = MachineGroups.groupOf(start.host());
    String parentName = nameOf(start.parent());
    String childName = nameOf(start.image());
    String pairKey = group + "|" + parentName + "|" + childName;
    String childKey = group + "|" + childName;
    Parent parent = parents.get(group + "|" + parentName, Parent::new);
    long starts = parent.starts;
    if (!pairs.addedBefore(pairKey)
        && starts >= rule.number("starts")
        && known.isLearnt(rule.count("events"), rule.number("hours"))) {
      double novelty = (double) parent.children.count() / starts;
      double share = (double) children.of(childKey) / known.events();
      if (novelty <= rule.number("novelty") && share <= rule.number("share")) {
        told.accept(finding(start, group, at, parent, novelty, share, known));
      }
    }
    children.add(childKey);
    parent.children.add(childName);
    parent.starts++;
  }

  private BehaviourFinding finding(
      Activity.ProcessStart start,
      String group,
      Sighting at,
      Parent parent,
      double novelty,
      double share,
      MachineGroups.Known known) {
    long starts = parent.starts;
    return BehaviourFinding.of(
        rule,
        at,
        at.time(),
        Map.of("machines", group),
        "%s started %s, which it never did before in %,d starts of %,d different programs on %s; %s has a share of %s in all that these machines start."
            .formatted(
                fileName(start.parent()),
                fileName(start.image()),
                starts,
                parent.children.count(),
                group,
                fileName(start.image()),
                Figures.percent(share)),
        new Figures()
            .put("starts of the parent", starts)
            .put("different children of the parent", parent.children.count())
            .put("share of new children", novelty)
            .put("share of the child", share)
            .put("starts of the group", known.events()),
        List.of());
  }

  /** The file's name without its place and version. */
  private static String nameOf(String path) {
    return MachineGroups.withoutDigits(fileName(path).toLowerCase(Locale.ROOT));
  }

  static String fileName(String path) {
    return path.substring(Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1);
  }

  @Override
  public String name() {
    return "children";
  }

  @Override
  public void save(DataOutput out) throws IOException {
    pairs.save(out);
    children.save(out);
    Baselines.save(parents, out, Parent::save);
  }

  @Override
  public void load(DataInput in) throws IOException {
    pairs.load(in);
    children.load(in);
    parents = Baselines.load(MOST_PARENTS, in, Parent::load);
  }
}
