package io.merlon.connect.machine;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Prints what could not be read, as whichever user it runs. */
final class NotReadLines {
  private NotReadLines() {}

  public static void main(String[] arguments) {
    MachineContext context =
        MachineContext.at(Instant.now()).within(Duration.ofSeconds(60), Duration.ofMillis(200));
    MachineFacts machine = MachineInventory.read(Path.of("/"), context);
    System.out.println("root=" + Tree.facts(machine).get("root"));
    machine.notRead().forEach(System.out::println);
  }
}
