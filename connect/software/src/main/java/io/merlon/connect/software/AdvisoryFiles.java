package io.merlon.connect.software;

import io.merlon.vulnerability.DocumentFault;
import io.merlon.vulnerability.advisory.AdvisoryCollection;
import io.merlon.vulnerability.advisory.AdvisoryIndex;
import io.merlon.vulnerability.advisory.AdvisoryReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;

/**
 * Feeds of advisories in files, folders and archives ({@code gz}, {@code tar}, {@code zip}) to an
 * index in a file.
 */
public final class AdvisoryFiles {
  private static final int MAX_DOCUMENT = 1 << 30;
  private static final int EVERY = 100;

  private final AdvisoryCollection collection = new AdvisoryCollection();
  private final IntConsumer progress;
  private final List<String> others = new ArrayList<>();
  private int documents;

  private AdvisoryFiles(IntConsumer progress) {
    this.progress = progress;
  }

  /**
   * Reads all feeds and puts the index in place of the one that may be there. The old one stays
   * where it is until the new one is whole.
   *
   * @param progress told of the number of documents read so far, now and then
   * @throws DocumentFault naming the file and the reason when any part of a feed is broken
   */
  public static AdvisoryCollection build(List<Path> feeds, Path index, IntConsumer progress)
      throws IOException, DocumentFault {
    AdvisoryFiles files = new AdvisoryFiles(progress);
    for (Path feed : feeds) {
      files.readFeed(feed);
    }
    if (files.documents == 0) {
      throw new DocumentFault(
          "no advisories of a known form (OSV, KEV, NVD 2.0, Alpine secdb, Debian's tracker, EPSS,"
              + " trivy-db buckets) in "
              + (files.others.isEmpty() ? feeds : files.others.getFirst()));
    }
    Path target = index.toAbsolutePath();
    Files.createDirectories(target.getParent());
    Path next = Files.createTempFile(target.getParent(), target.getFileName().toString(), ".next");
    try {
      try (OutputStream output = Files.newOutputStream(next)) {
        AdvisoryIndex.write(files.collection, output);
      }
      Files.move(next, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(next);
    }
    return files.collection;
  }

  /** The index in a file, mapped for as long as the arena lives. */
  public static AdvisoryIndex open(Path index, Arena arena) throws IOException, DocumentFault {
    try (FileChannel channel = FileChannel.open(index)) {
      MemorySegment mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      return AdvisoryIndex.open(mapped);
    } catch (DocumentFault e) {
      throw new DocumentFault(index + ": " + e.getMessage(), e);
    }
  }

  private void readFeed(Path feed) throws IOException, DocumentFault {
    if (Files.isDirectory(feed)) {
      List<Path> files;
      try (Stream<Path> walk = Files.walk(feed)) {
        files = walk.filter(Files::isRegularFile).sorted().toList();
      }
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (AdvisoryReader.wants(withoutCompression(name)) || isArchive(name)) {
          readFile(file);
        }
      }
    } else {
      readFile(feed);
    }
  }

  private void readFile(Path file) throws IOException, DocumentFault {
    String name = file.getFileName().toString();
    try (InputStream input = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      read(file.toString(), name, input);
    }
  }

  private void read(String place, String name, InputStream input)
      throws IOException, DocumentFault {
    String bare = withoutCompression(name);
    InputStream content =
        bare.length() < name.length() || name.endsWith(".tgz")
            ? new BufferedInputStream(new GZIPInputStream(input, 1 << 16), 1 << 16)
            : input;
    if (bare.endsWith(".tar") || bare.endsWith(".tgz")) {
      readArchive(place, new TarArchiveInputStream(content));
    } else if (bare.endsWith(".zip")) {
      readArchive(place, new ZipArchiveInputStream(content));
    } else {
      readDocument(place, bare, content);
    }
  }

  private static boolean isArchive(String name) {
    String bare = withoutCompression(name);
    return bare.endsWith(".tar") || bare.endsWith(".tgz") || bare.endsWith(".zip");
  }

  private static String withoutCompression(String name) {
    return name.endsWith(".gz") ? name.substring(0, name.length() - ".gz".length()) : name;
  }

  private void readArchive(String place, ArchiveInputStream<? extends ArchiveEntry> archive)
      throws IOException, DocumentFault {
    for (ArchiveEntry entry = archive.getNextEntry();
        entry != null;
        entry = archive.getNextEntry()) {
      String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
      if (!entry.isDirectory() && AdvisoryReader.wants(name)) {
        readDocument(place + "!" + entry.getName(), name, archive);
      }
    }
  }

  private void readDocument(String place, String name, InputStream input)
      throws IOException, DocumentFault {
    byte[] bytes = input.readNBytes(MAX_DOCUMENT);
    try {
      if (!AdvisoryReader.read(name, bytes, collection)) {
        others.add(place);
        return;
      }
    } catch (DocumentFault e) {
      throw new DocumentFault(place + ": " + e.getMessage(), e);
    }
    if (++documents % EVERY == 0) {
      progress.accept(documents);
    }
  }
}
