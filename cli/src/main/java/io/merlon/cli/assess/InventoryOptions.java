package io.merlon.cli.assess;

import java.util.List;
import picocli.CommandLine.Option;

/** What to assess. */
final class InventoryOptions {
  @Option(
      names = "--inventory",
      paramLabel = "PATH",
      description =
          "Resources: a file or folder of ARM JSON in any form that az writes, or - for standard"
              + " input. Repeatable.")
  private List<String> inventories = List.of();

  @Option(
      names = "--machine",
      description = "This machine; what is assessed when there is no --inventory.")
  private boolean machine;

  @Option(
      names = "--subscription",
      paramLabel = "ID",
      description = "Only the resources of this subscription. Repeatable.")
  private List<String> subscriptions = List.of();

  List<String> inventories() {
    return inventories;
  }

  boolean machine() {
    return machine || inventories.isEmpty();
  }

  List<String> subscriptions() {
    return subscriptions;
  }
}
