package io.merlon.estate;

import io.merlon.estate.TemplatePart.Purpose;
import java.util.Objects;

/** A place in the estate that a resource is made for. */
final class Slot {
  private final Dice dice;
  private final Health health;
  private Workload workload;
  private long index;
  private int ordinal;

  /** Whether the resource at a place is free of a weakness. */
  @FunctionalInterface
  interface Health {
    boolean isHealthy(long index, String weakness);
  }

  Slot(Dice dice, Health health, Workload first) {
    this.dice = dice;
    this.health = health;
    this.workload = first;
  }

  /**
   * Goes to a place.
   *
   * @param index the resource's number in the estate
   * @param ordinal its number among those of its kind in the workload
   */
  void moveTo(Workload workload, long index, int ordinal) {
    this.workload = workload;
    this.index = index;
    this.ordinal = ordinal;
  }

  int ordinal() {
    return ordinal;
  }

  TextBytes value(String name) {
    return Objects.requireNonNull(workload.values().get(name), name);
  }

  boolean isHealthy(String weakness) {
    return health.isHealthy(index, weakness);
  }

  long roll(Purpose purpose) {
    return dice.roll(purpose.shared() ? ~workload.number() : index, purpose.hash());
  }

  int below(Purpose purpose, int bound) {
    return dice.below(purpose.shared() ? ~workload.number() : index, purpose.hash(), bound);
  }
}
