package io.merlon.connect.software;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Makes image archives as {@code docker save} does, layer by layer. */
final class ImageBuilder {
  private final List<byte[]> layers = new ArrayList<>();

  /** One layer on its way. */
  static final class Layer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes);

    Layer() {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    }

    Layer file(String path, String content) {
      return file(path, content.getBytes(StandardCharsets.UTF_8), 0644);
    }

    Layer file(String path, byte[] content, int mode) {
      try {
        TarArchiveEntry entry = new TarArchiveEntry(path, true);
        entry.setSize(content.length);
        entry.setMode(mode);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
        return this;
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    Layer link(byte type, String path, String target) {
      try {
        TarArchiveEntry entry = new TarArchiveEntry(path, type, true);
        entry.setLinkName(target);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
        return this;
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    Layer hardLink(String path, String target) {
      return link(TarConstants.LF_LINK, path, target);
    }

    Layer symbolicLink(String path, String target) {
      return link(TarConstants.LF_SYMLINK, path, target);
    }

    byte[] finish() throws IOException {
      tar.close();
      return bytes.toByteArray();
    }
  }

  ImageBuilder layer(UnaryOperator<Layer> content) throws IOException {
    layers.add(content.apply(new Layer()).finish());
    return this;
  }

  /** Writes the archive; the manifest stands behind the layers, as it often does. */
  Path write(Path file) throws IOException {
    try (OutputStream raw = Files.newOutputStream(file);
        OutputStream output = file.toString().endsWith(".gz") ? new GZIPOutputStream(raw) : raw;
        TarArchiveOutputStream tar = new TarArchiveOutputStream(output)) {
      List<String> names = new ArrayList<>();
      for (byte[] layer : layers) {
        names.add("layer-" + names.size() + "/layer.tar");
        entry(tar, names.getLast(), layer);
      }
      String manifest =
          "[{\"Config\":\"config.json\",\"Layers\":[\"" + String.join("\",\"", names) + "\"]}]";
      entry(tar, "manifest.json", manifest.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  private static void entry(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }
}
