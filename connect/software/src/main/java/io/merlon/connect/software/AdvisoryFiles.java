package io.merlon.connect.software;

import io.merlon.vulnerability.DocumentFault;
import io.merlon.vulnerability.advisory.AdvisoryCollection;
import io.merlon.vulnerability.advisory.AdvisoryIndex;
import io.merlon.vulnerability.advisory.AdvisoryReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * The index of advisories in a file: made of feeds in files, folders and archives ({@code tar},
 * {@code zip}; also packed with gzip, xz, Zstandard or bzip2), and opened.
 */
public final class AdvisoryFiles {
  private AdvisoryFiles() {}

  /**
   * Reads all feeds and puts the index in place of the one that may be there. The old one stays
   * where it is until the new one is whole.
   *
   * @param progress told of the bytes of feeds as they are read, each time how many more
   * @throws DocumentFault naming the file and the reason when any part of a feed is broken
   */
  public static AdvisoryCollection build(List<Path> feeds, Path index, LongConsumer progress)
      throws IOException, DocumentFault {
    Path target = index.toAbsolutePath();
    Path folder = Optional.ofNullable(target.getParent()).orElse(target);
    Files.createDirectories(folder);
    Path next = Files.createTempFile(folder, target.getFileName().toString(), ".next");
    try (ScratchFiles scratch = new ScratchFiles(folder)) {
      AdvisoryCollection collection = new AdvisoryCollection(scratch);
      FeedFiles files = new FeedFiles(collection, progress);
      for (Path feed : feeds) {
        files.read(feed);
      }
      if (files.documents() == 0) {
        throw new DocumentFault(
            "no advisories of a known form ("
                + AdvisoryReader.FORMS
                + ") in "
                + files.other().orElse(feeds.toString()));
      }
      try (OutputStream output = Files.newOutputStream(next)) {
        AdvisoryIndex.write(collection, output);
      }
      Files.move(next, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return collection;
    } catch (UncheckedIOException e) {
      throw new IOException(e);
    } finally {
      Files.deleteIfExists(next);
    }
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
}
