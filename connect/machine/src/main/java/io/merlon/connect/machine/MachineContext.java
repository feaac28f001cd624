package io.merlon.connect.machine;

import java.time.Duration;
import java.time.Instant;

/**
 * What reading a machine needs to know from outside.
 *
 * @param subscription the subscription that the machine's id names
 * @param resourceGroup the resource group that the machine's id names
 * @param now the time that certificates and package lists are judged at
 * @param limit how long reading may take in all; groups not done by then are given up and named
 * @param scanLimit how long the walk over the file system may take
 * @param listsValid how old package lists may be and still tell which updates are pending
 * @param listener is told how it goes on
 */
public record MachineContext(
    String subscription,
    String resourceGroup,
    Instant now,
    Duration limit,
    Duration scanLimit,
    Duration listsValid,
    MachineListener listener) {

  /** The usual limits: 30 s in all, 4 s for the walk, lists of the last 7 days. */
  public static MachineContext at(Instant now) {
    return new MachineContext(
        "00000000-0000-0000-0000-000000000000",
        "on-premises",
        now,
        Duration.ofSeconds(30),
        Duration.ofSeconds(4),
        Duration.ofDays(7),
        MachineListener.SILENT);
  }

  /** The same below another subscription and resource group. */
  public MachineContext in(String otherSubscription, String otherGroup) {
    return new MachineContext(
        otherSubscription, otherGroup, now, limit, scanLimit, listsValid, listener);
  }

  /** The same that tells this listener. */
  public MachineContext telling(MachineListener other) {
    return new MachineContext(
        subscription, resourceGroup, now, limit, scanLimit, listsValid, other);
  }

  /** The same with these limits. */
  public MachineContext within(Duration whole, Duration scan) {
    return new MachineContext(subscription, resourceGroup, now, whole, scan, listsValid, listener);
  }
}
