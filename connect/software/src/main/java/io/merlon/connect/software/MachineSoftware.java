package io.merlon.connect.software;

import io.merlon.vulnerability.Inventory;
import io.merlon.vulnerability.SoftwarePackage;
import io.merlon.vulnerability.Usage;
import io.merlon.vulnerability.inventory.BillOfMaterials;
import io.merlon.vulnerability.inventory.SoftwareReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** The software of the machine that this runs on, and how it is used there. */
public final class MachineSoftware {
  private static final Path ROOT = Path.of("/");

  private MachineSoftware() {}

  /**
   * Reads what is installed; what could not be read stands among the problems.
   *
   * @param progress told of files that went by, each time how many more
   */
  public static Inventory inventory(SecretSearch secrets, LongConsumer progress)
      throws IOException {
    List<String> problems = new ArrayList<>();
    FolderTree tree = FolderTree.walk(ROOT, secrets, problems::add, progress);
    Inventory read = SoftwareReader.read("this machine", tree);
    problems.addAll(read.problems());
    return new Inventory("this machine", read.distribution(), read.software(), problems);
  }

  /** How packages are used now; nothing is known where there is no {@code /proc}. */
  public static Function<SoftwarePackage, Usage> usage() throws IOException {
    return Files.isDirectory(Path.of("/proc/self"))
        ? RunningSoftware.on(ROOT)::of
        : one -> Usage.UNKNOWN;
  }

  /** Both. */
  public static BillOfMaterials.Described read() throws IOException {
    Inventory inventory = inventory(SecretSearch.none(), files -> {});
    Function<SoftwarePackage, Usage> usage = usage();
    Map<SoftwarePackage, Usage> used = new HashMap<>();
    inventory
        .packages()
        .forEach(one -> {
          if (usage.apply(one).known()) {
            used.put(one, usage.apply(one));
          }
        });
    return new BillOfMaterials.Described(inventory, used);
  }
}
