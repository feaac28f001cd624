package io.merlon.cli.scan;

import io.merlon.connect.software.FolderTree;
import io.merlon.connect.software.ImageArchive;
import io.merlon.vulnerability.DocumentFault;
import io.merlon.vulnerability.Inventory;
import io.merlon.vulnerability.inventory.BillOfMaterials;
import io.merlon.vulnerability.inventory.FileTree;
import io.merlon.vulnerability.inventory.SoftwareReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is scanned: this machine, a folder, an image archive or a bill of materials. */
sealed interface ScanTarget {
  /** This machine. */
  record ThisMachine() implements ScanTarget {}

  /** A folder, which may be a mounted root. */
  record Folder(Path path) implements ScanTarget {}

  /** An archive of an image. */
  record Image(Path path) implements ScanTarget {}

  /** A bill of materials. */
  record Bill(Path path) implements ScanTarget {}

  /**
   * The target that an argument names.
   *
   * @throws IllegalArgumentException saying what may be given
   */
  static ScanTarget of(String text) {
    int colon = text.indexOf(':');
    String kind = colon < 0 ? text : text.substring(0, colon);
    String rest = text.substring(colon + 1);
    return switch (kind) {
      case "machine" -> new ThisMachine();
      case "dir" -> new Folder(Path.of(rest));
      case "image" -> new Image(Path.of(rest));
      case "sbom" -> new Bill(Path.of(rest));
      default ->
          throw new IllegalArgumentException(
              "\"" + text + "\" is neither machine, dir:PATH, image:FILE nor sbom:FILE");
    };
  }

  /** Reads which software is there. */
  default Inventory read() throws IOException, DocumentFault {
    List<String> problems = new ArrayList<>();
    return switch (this) {
      case ThisMachine() ->
          read("this machine", FolderTree.walk(Path.of("/"), problems::add), problems);
      case Folder(Path path) ->
          read(path.toString(), FolderTree.walk(path, problems::add), problems);
      case Image(Path path) ->
          read(path.toString(), ImageArchive.read(path, problems::add), problems);
      case Bill(Path path) -> BillOfMaterials.read(path.toString(), Files.readAllBytes(path));
    };
  }

  private static Inventory read(String name, FileTree tree, List<String> problems) {
    Inventory inventory = SoftwareReader.read(name, tree);
    problems.addAll(inventory.problems());
    return new Inventory(name, inventory.distribution(), inventory.software(), problems);
  }
}
