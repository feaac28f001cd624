package io.merlon.connect.software;

import io.merlon.vulnerability.DocumentFault;
import io.merlon.vulnerability.inventory.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The layers of an image, the lowest first, as they stream by. */
public final class ImageLayers {
  private final Map<String, LayerContent> layers = new LinkedHashMap<>();
  private final LayerContent.Budget budget = new LayerContent.Budget();
  private final SecretSearch secrets;
  private final Consumer<String> problems;

  public ImageLayers(SecretSearch secrets, Consumer<String> problems) {
    this.secrets = secrets;
    this.problems = problems;
  }

  /** Whether no layer of this name was added yet. */
  public boolean isNew(String name) {
    return !layers.containsKey(name);
  }

  /** Puts a layer upon the others; it may be packed. */
  public void add(String name, InputStream content) throws IOException {
    layers.put(
        name, LayerContent.read(name, Compression.unpacked(content), budget, secrets, problems));
  }

  /** The files that are there when all layers lie upon each other. */
  public FileTree tree(String image) throws DocumentFault {
    return ImageArchive.of(image, List.copyOf(layers.keySet()), layers);
  }
}
