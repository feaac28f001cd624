package io.merlon.connect.software;

import io.merlon.json.Json;
import io.merlon.model.ArrayValue;
import io.merlon.model.Value;
import io.merlon.vulnerability.DocumentFault;
import io.merlon.vulnerability.inventory.FileTree;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import tools.jackson.core.JacksonException;

/**
 * An image in an archive as {@code docker save} or an OCI layout has it, read once from front to
 * back. Layers lie upon each other as the manifest orders them; what a layer removes is gone.
 */
public final class ImageArchive implements FileTree {
  private static final int MAX_METADATA = 16 << 20;
  private static final int MAGIC = 512;

  private final Map<String, Layered> files;

  /** A file's content and the layer that brought it. */
  private record Layered(String layer, LayerContent.File file) {}

  private ImageArchive(Map<String, Layered> files) {
    this.files = files;
  }

  /**
   * Reads an archive, also a packed one.
   *
   * @param secrets shown the files of all layers, also those that a later one removes: they are
   *     still in the image
   * @param problems told of entries that are refused, such as paths that lead out of the image
   * @throws DocumentFault when it is no image archive
   */
  public static ImageArchive read(Path archive, SecretSearch secrets, Consumer<String> problems)
      throws IOException, DocumentFault {
    return read(archive, secrets, problems, bytes -> {});
  }

  /**
   * The same.
   *
   * @param progress told of the archive's bytes as they are read, each time how many more
   */
  public static ImageArchive read(
      Path archive, SecretSearch secrets, Consumer<String> problems, LongConsumer progress)
      throws IOException, DocumentFault {
    Map<String, byte[]> metadata = new HashMap<>();
    Map<String, LayerContent> layers = new HashMap<>();
    try (InputStream raw =
            new BufferedInputStream(
                new CountedInput(Files.newInputStream(archive), progress), 1 << 16);
        TarArchiveInputStream tar = new TarArchiveInputStream(Compression.unpacked(raw))) {
      LayerContent.Budget budget = new LayerContent.Budget();
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.isFile()) {
          readEntry(entry, tar, metadata, layers, budget, secrets, problems);
        }
      }
    } catch (IOException e) {
      throw new DocumentFault(archive + ": not an image archive: " + e.getMessage(), e);
    }
    return of(archive.toString(), layerOrder(archive, metadata), layers);
  }

  /** The image whose layers lie upon each other in this order. */
  static ImageArchive of(String image, List<String> order, Map<String, LayerContent> layers)
      throws DocumentFault {
    Map<String, Layered> files = new LinkedHashMap<>();
    for (String name : order) {
      LayerContent layer =
          Optional.ofNullable(layers.get(name))
              .orElseThrow(() -> new DocumentFault(image + ": the layer " + name + " is missing"));
      layer.applyTo(files.keySet());
      layer.files().forEach((path, file) -> files.put(path, new Layered(name, file)));
    }
    return new ImageArchive(files);
  }

  private static void readEntry(
      TarArchiveEntry entry,
      InputStream content,
      Map<String, byte[]> metadata,
      Map<String, LayerContent> layers,
      LayerContent.Budget budget,
      SecretSearch secrets,
      Consumer<String> problems)
      throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(new Unclosed(content), 1 << 16);
    buffered.mark(MAGIC);
    byte[] start = buffered.readNBytes(MAGIC);
    buffered.reset();
    String name = entry.getName().replaceFirst("^\\./", "");
    if (looksLikeJson(start)) {
      metadata.put(name, buffered.readNBytes(MAX_METADATA));
    } else if (isTar(start) || Compression.of(start) != Compression.NONE) {
      layers.put(
          name, LayerContent.read(name, Compression.unpacked(buffered), budget, secrets, problems));
    }
  }

  private static boolean looksLikeJson(byte[] start) {
    return start.length > 0 && (start[0] == '{' || start[0] == '[');
  }

  /** A layer that is empty has zeros only. */
  private static boolean isTar(byte[] start) {
    return TarArchiveInputStream.matches(start, start.length)
        || (start.length == MAGIC && start[0] == 0 && start[MAGIC - 1] == 0);
  }

  private static List<String> layerOrder(Path archive, Map<String, byte[]> metadata)
      throws DocumentFault {
    try {
      if (metadata.containsKey("manifest.json")) {
        Value manifest = Json.parse(metadata.get("manifest.json"));
        List<String> layers = new ArrayList<>();
        if (manifest instanceof ArrayValue images && !images.items().isEmpty()) {
          addTexts(layers, images.items().getFirst().get("Layers"));
        }
        return layers;
      }
      if (metadata.containsKey("index.json")) {
        return ociLayers(archive, metadata, Json.parse(metadata.get("index.json")), 0);
      }
    } catch (JacksonException e) {
      throw new DocumentFault(archive + ": its manifest is not JSON: " + e.getMessage(), e);
    }
    throw new DocumentFault(
        archive + ": neither manifest.json (docker save) nor index.json (OCI layout) is in it");
  }

  private static void addTexts(List<String> into, Value list) {
    if (list instanceof ArrayValue array) {
      array.items().forEach(item -> into.add(item.textOr("")));
    }
  }

  /** From an index to its first manifest, by way of other indexes, to the layers. */
  private static List<String> ociLayers(
      Path archive, Map<String, byte[]> metadata, Value document, int depth) throws DocumentFault {
    List<String> layers = new ArrayList<>();
    if (document.get("layers") instanceof ArrayValue array) {
      for (Value layer : array.items()) {
        layers.add(blob(layer));
      }
      return layers;
    }
    if (document.get("manifests") instanceof ArrayValue manifests
        && !manifests.items().isEmpty()
        && depth < 3) {
      String blob = blob(manifests.items().getFirst());
      Optional<byte[]> next = Optional.ofNullable(metadata.get(blob));
      if (next.isPresent()) {
        return ociLayers(archive, metadata, Json.parse(next.get()), depth + 1);
      }
    }
    throw new DocumentFault(archive + ": its index leads to no manifest with layers");
  }

  private static String blob(Value descriptor) {
    return "blobs/" + descriptor.get("digest").textOr("").replace(':', '/');
  }

  @Override
  public Collection<String> paths() {
    return files.keySet();
  }

  @Override
  public Optional<byte[]> content(String path) {
    return Optional.ofNullable(files.get(path)).map(found -> found.file().bytes());
  }

  @Override
  public String origin(String path) {
    return Optional.ofNullable(files.get(path)).map(Layered::layer).orElse("");
  }

  /** Keeps the archive open when the reader of one entry is done. */
  private static final class Unclosed extends FilterInputStream {
    Unclosed(InputStream source) {
      super(source);
    }

    @Override
    public void close() {}
  }
}
