package io.merlon.connect.file;

import io.merlon.model.Resource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** What came of reading an inventory twice: resources and problems as text. */
record ReadInventory(List<Resource> resources, List<String> ids, List<String> problems) {

  static ReadInventory of(Path... paths) throws InterruptedException {
    return of(InventoryLimits.USUAL, paths);
  }

  static ReadInventory of(InventoryLimits limits, Path... paths) throws InterruptedException {
    return of(
        limits,
        InputStream.nullInputStream(),
        List.of(paths).stream().map(Path::toString).toList());
  }

  static ReadInventory of(InventoryLimits limits, InputStream standardInput, List<String> paths)
      throws InterruptedException {
    try (InventoryFiles files = InventoryFiles.open(paths, standardInput, limits)) {
      List<Resource> first = new ArrayList<>();
      files.read(ReadingProgress.SILENT, first::add);
      List<InputProblem> problems = files.problems().kept();
      List<Resource> second = new ArrayList<>();
      files.read(ReadingProgress.SILENT, second::add);
      if (!first.equals(second) || files.resources() != first.size()) {
        throw new AssertionError("the second pass gave other resources");
      }
      if (!problems.equals(files.problems().kept())) {
        throw new AssertionError("the second pass gave other problems");
      }
      return new ReadInventory(
          first,
          first.stream().map(resource -> resource.id().text()).toList(),
          problems.stream().map(InputProblem::toString).toList());
    }
  }

  /** A storage account with this name. */
  static String account(String name) {
    return """
    {"id":"/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/%s",\
    "type":"Microsoft.Storage/storageAccounts","name":"%s"}\
    """
        .formatted(name, name);
  }

  /** The id of that account. */
  static String id(String name) {
    return "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/" + name;
  }

  static Path write(Path file, String text) throws IOException {
    return Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] packed(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      new ByteArrayInputStream(bytes).transferTo(gzip);
    }
    return packed.toByteArray();
  }
}
