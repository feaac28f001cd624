package io.merlon.cli.assess;

import io.merlon.connect.file.InputProblems;
import io.merlon.connect.file.InventoryFiles;
import io.merlon.connect.file.InventoryLimits;
import io.merlon.connect.file.ReadingProgress;
import io.merlon.model.Resource;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** All that is assessed in one run: what lies in files, and machines that were looked at. */
final class Inventory implements AutoCloseable {
  private final InventoryFiles files;
  private final List<Resource> machines;
  private final Set<String> subscriptions;
  private final List<String> sources;

  Inventory(InventoryOptions options, InputStream standardInput, List<Resource> machines) {
    this.files = InventoryFiles.open(options.inventories(), standardInput, InventoryLimits.USUAL);
    this.machines = List.copyOf(machines);
    this.subscriptions =
        options.subscriptions().stream()
            .map(id -> id.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    List<String> names = new ArrayList<>(options.inventories());
    machines.forEach(machine -> names.add(machine.name()));
    this.sources = List.copyOf(names);
  }

  /** One pass over all resources. */
  void read(ReadingProgress progress, Consumer<Resource> consumer) throws InterruptedException {
    for (Resource machine : machines) {
      consumer.accept(machine);
    }
    if (subscriptions.isEmpty()) {
      files.read(progress, consumer);
      return;
    }
    files.read(
        progress,
        resource -> {
          boolean chosen =
              resource
                  .id()
                  .subscription()
                  .filter(id -> subscriptions.contains(id.toLowerCase(Locale.ROOT)))
                  .isPresent();
          if (chosen) {
            consumer.accept(resource);
          }
        });
  }

  long totalBytes() {
    return files.totalBytes();
  }

  InputProblems problems() {
    return files.problems();
  }

  /** What it is made of, for people. */
  List<String> sources() {
    return sources;
  }

  @Override
  public void close() {
    files.close();
  }
}
