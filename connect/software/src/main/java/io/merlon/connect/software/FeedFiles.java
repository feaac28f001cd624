package io.merlon.connect.software;

import io.merlon.vulnerability.DocumentFault;
import io.merlon.vulnerability.advisory.AdvisoryCollection;
import io.merlon.vulnerability.advisory.AdvisoryReader;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;

/**
 * Feeds in files, folders and archives, packed or not, document by document into a collection. How
 * a file is packed and whether it is an archive is told by how it begins.
 */
final class FeedFiles {
  private static final int BUFFER = 1 << 16;
  private static final int TAR_MAGIC = 512;
  private static final long MAX_DOCUMENT = 4L << 30;
  private static final List<String> PACKED =
      List.of(".gz", ".xz", ".zst", ".bz2", ".zip", ".tgz", ".txz", ".tar");

  private final AdvisoryCollection collection;
  private final LongConsumer progress;
  private Optional<String> other = Optional.empty();
  private int documents;

  FeedFiles(AdvisoryCollection collection, LongConsumer progress) {
    this.collection = collection;
    this.progress = progress;
  }

  int documents() {
    return documents;
  }

  /** A document that has no known form, if there was one. */
  Optional<String> other() {
    return other;
  }

  void read(Path feed) throws IOException, DocumentFault {
    if (!Files.isDirectory(feed)) {
      readFile(feed);
      return;
    }
    List<Path> files;
    try (Stream<Path> walk = Files.walk(feed)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      String name = file.getFileName().toString();
      if (AdvisoryReader.wants(name) || PACKED.stream().anyMatch(name::endsWith)) {
        readFile(file);
      }
    }
  }

  private void readFile(Path file) throws IOException, DocumentFault {
    try (InputStream input =
        new BufferedInputStream(new CountedInput(Files.newInputStream(file), progress), BUFFER)) {
      InputStream content = Compression.unpacked(input);
      content.mark(TAR_MAGIC);
      byte[] start = content.readNBytes(TAR_MAGIC);
      content.reset();
      if (TarArchiveInputStream.matches(start, start.length)) {
        readArchive(file.toString(), new TarArchiveInputStream(content));
      } else if (ZipArchiveInputStream.matches(start, start.length)) {
        readArchive(file.toString(), new ZipArchiveInputStream(content));
      } else {
        readDocument(file.toString(), content);
      }
    } catch (IOException e) {
      throw new DocumentFault(file + ": " + e.getMessage(), e);
    }
  }

  private void readArchive(String place, ArchiveInputStream<? extends ArchiveEntry> archive)
      throws IOException, DocumentFault {
    for (ArchiveEntry entry = archive.getNextEntry();
        entry != null;
        entry = archive.getNextEntry()) {
      if (!entry.isDirectory() && AdvisoryReader.wants(entry.getName())) {
        readDocument(place + "!" + entry.getName(), archive);
      }
    }
  }

  private void readDocument(String place, InputStream input) throws IOException, DocumentFault {
    try {
      String name = place.replaceFirst("\\.(gz|xz|zst|bz2)$", "");
      if (!AdvisoryReader.read(name, new Bounded(input), collection)) {
        other = other.or(() -> Optional.of(place));
        return;
      }
    } catch (DocumentFault e) {
      throw new DocumentFault(place + ": " + e.getMessage(), e);
    }
    documents++;
  }

  /** Stays open, because an archive goes on behind it, and ends when it grows without bound. */
  private static final class Bounded extends FilterInputStream {
    private long read;

    Bounded(InputStream source) {
      super(source);
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      count(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] into, int start, int length) throws IOException {
      int some = super.read(into, start, length);
      count(some);
      return some;
    }

    private void count(int bytes) throws IOException {
      read += Math.max(0, bytes);
      if (read > MAX_DOCUMENT) {
        throw new IOException("a document of more than " + (MAX_DOCUMENT >> 30) + " GiB");
      }
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    @Override
    public void close() {}
  }
}
