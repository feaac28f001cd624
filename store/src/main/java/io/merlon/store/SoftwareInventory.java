package io.merlon.store;

import io.merlon.model.ObjectValue;
import java.time.Instant;
import java.util.List;

/**
 * The software of a machine as it is kept.
 *
 * @param machine the machine's id, in lower case
 * @param hash what tells this inventory from another one
 * @param distribution the operating system; empty where it is not known
 * @param items the packages
 * @param judged what the stored findings were made of; empty before there are any
 */
public record SoftwareInventory(
    String machine,
    String hash,
    Instant received,
    ObjectValue distribution,
    List<Item> items,
    String judged) {
  public SoftwareInventory {
    items = List.copyOf(items);
  }

  /** This with its packages. */
  SoftwareInventory with(List<Item> all) {
    return new SoftwareInventory(machine, hash, received, distribution, all, judged);
  }

  /**
   * A package of a machine.
   *
   * @param software what it is, alike for all machines that have it
   * @param usage how it is used there, as a set of bits
   */
  public record Item(ObjectValue software, int usage) {}
}
