package io.merlon.cli.scan;

import io.merlon.connect.software.FolderTree;
import io.merlon.connect.software.ImageArchive;
import io.merlon.connect.software.MachineSoftware;
import io.merlon.connect.software.SecretSearch;
import io.merlon.connect.software.disk.DiskTree;
import io.merlon.connect.software.registry.Credentials;
import io.merlon.connect.software.registry.ImageReference;
import io.merlon.connect.software.registry.RegistryImage;
import io.merlon.vulnerability.DocumentFault;
import io.merlon.vulnerability.Inventory;
import io.merlon.vulnerability.SoftwarePackage;
import io.merlon.vulnerability.Usage;
import io.merlon.vulnerability.inventory.BillOfMaterials;
import io.merlon.vulnerability.inventory.FileTree;
import io.merlon.vulnerability.inventory.SoftwareReader;
import io.merlon.vulnerability.inventory.WindowsSoftware;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** What is scanned. */
sealed interface ScanTarget {
  /** This machine. */
  record ThisMachine() implements ScanTarget {}

  /** A folder, which may be a mounted root. */
  record Folder(Path path) implements ScanTarget {}

  /** An archive of an image. */
  record Image(Path path) implements ScanTarget {}

  /** A raw image of a disk. */
  record Disk(Path path) implements ScanTarget {}

  /** An image in a registry. */
  record Registry(ImageReference image, RegistryImage.Platform platform) implements ScanTarget {}

  /** What a Windows machine says is installed on it. */
  record Windows(Path path) implements ScanTarget {}

  /** A bill of materials. */
  record Bill(Path path) implements ScanTarget {}

  /**
   * The target that an argument names.
   *
   * @throws IllegalArgumentException saying what may be given
   */
  static ScanTarget of(String text, String platform) {
    int colon = text.indexOf(':');
    String kind = colon < 0 ? text : text.substring(0, colon);
    String rest = text.substring(colon + 1);
    return switch (kind) {
      case "machine" -> new ThisMachine();
      case "dir" -> new Folder(Path.of(rest));
      case "image" -> new Image(Path.of(rest));
      case "disk" -> new Disk(Path.of(rest));
      case "registry" -> new Registry(ImageReference.of(rest), RegistryImage.Platform.of(platform));
      case "windows" -> new Windows(Path.of(rest));
      case "sbom" -> new Bill(Path.of(rest));
      default ->
          throw new IllegalArgumentException(
              "\""
                  + text
                  + "\" is neither machine, dir:PATH, image:FILE, disk:FILE, registry:REF,"
                  + " windows:PATH nor sbom:FILE");
    };
  }

  /** Whether secrets are looked for unless told otherwise: where nobody lives and works. */
  default boolean searchesSecrets() {
    return this instanceof Folder
        || this instanceof Image
        || this instanceof Disk
        || this instanceof Registry;
  }

  /** How packages are used, which is known of this machine only. */
  default Function<SoftwarePackage, Usage> usage() throws IOException {
    return this instanceof ThisMachine ? MachineSoftware.usage() : one -> Usage.UNKNOWN;
  }

  /** The file whose bytes tell how far reading is; nothing where files are counted or neither. */
  default Optional<Path> measured() {
    return this instanceof Image(Path path) ? Optional.of(path) : Optional.empty();
  }

  /**
   * Reads which software is there.
   *
   * @param progress told how much more was read: of an image bytes, of folders files
   */
  default Inventory read(SecretSearch secrets, LongConsumer progress)
      throws IOException, DocumentFault {
    List<String> problems = new ArrayList<>();
    return switch (this) {
      case ThisMachine() -> MachineSoftware.inventory(secrets, progress);
      case Folder(Path path) ->
          read(path.toString(), FolderTree.walk(path, secrets, problems::add, progress), problems);
      case Image(Path path) ->
          read(
              path.toString(), ImageArchive.read(path, secrets, problems::add, progress), problems);
      case Disk(Path path) -> {
        try (DiskTree disk = DiskTree.open(path, secrets, problems::add)) {
          yield read(path.toString(), disk, problems);
        }
      }
      case Registry(ImageReference image, RegistryImage.Platform platform) -> {
        Path configuration = Path.of(System.getProperty("user.home"), ".docker", "config.json");
        Credentials credentials = Credentials.of(configuration, image);
        yield read(
            image.toString(),
            RegistryImage.read(image, platform, credentials, secrets, problems::add),
            problems);
      }
      case Windows(Path path) -> WindowsSoftware.read(path.toString(), Files.readAllBytes(path));
      case Bill(Path path) -> BillOfMaterials.read(path.toString(), Files.readAllBytes(path));
    };
  }

  private static Inventory read(String name, FileTree tree, List<String> problems) {
    Inventory inventory = SoftwareReader.read(name, tree);
    problems.addAll(inventory.problems());
    return new Inventory(name, inventory.distribution(), inventory.software(), problems);
  }
}
