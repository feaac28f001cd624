package io.merlon.connect.machine;

import io.merlon.json.Json;
import java.nio.file.Path;
import java.time.Instant;

/** Prints this machine, for a look at it. */
final class RealMachine {
  private RealMachine() {}

  public static void main(String[] arguments) {
    MachineFacts facts = MachineInventory.read(Path.of("/"), MachineContext.at(Instant.now()));
    System.out.println(Json.writePretty(facts.machine().document()));
  }
}
