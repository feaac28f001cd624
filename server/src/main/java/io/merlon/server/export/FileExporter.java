package io.merlon.server.export;

import io.merlon.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Findings in a file, one a line. A line is whole or not there: what a crash tore is cut off before
 * more is written. A file that has grown large is renamed to {@code NAME.1.jsonl} and so on, the
 * highest number being the latest; the oldest beyond ten go.
 */
final class FileExporter implements Exporter {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
  private static final String SUFFIX = ".jsonl";
  private static final int KEPT = 10;

  private final Path folder;
  private final String name;
  private final long largest;

  /**
   * A file below the folder.
   *
   * @param name without ending
   * @param largest the size in bytes from which on it is renamed
   */
  FileExporter(Path folder, String name, long largest) {
    this.folder = folder;
    this.name = name;
    this.largest = largest;
  }

  /** Whether a name stays within the folder. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  @Override
  public void send(List<Delivery> batch) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(name + SUFFIX);
    StringBuilder lines = new StringBuilder();
    batch.forEach(one -> lines.append(Json.write(one.finding())).append('\n'));
    try (FileChannel channel =
        FileChannel.open(
            file,
            EnumSet.of(
                StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")))) {
      channel.position(wholeLines(channel));
      channel.truncate(channel.position());
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(lines.toString());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
      if (channel.size() < largest) {
        return;
      }
    }
    rotate(file);
  }

  /** Where the last whole line ends. */
  private static long wholeLines(FileChannel channel) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    for (long end = channel.size(); end > 0; end--) {
      one.clear();
      channel.read(one, end - 1);
      if (one.get(0) == '\n') {
        return end;
      }
    }
    return 0;
  }

  private void rotate(Path file) throws IOException {
    List<Integer> numbers = numbers();
    Files.move(file, numbered(numbers.isEmpty() ? 1 : numbers.getLast() + 1));
    for (int i = 0; i < numbers.size() - KEPT + 1; i++) {
      Files.deleteIfExists(numbered(numbers.get(i)));
    }
  }

  private Path numbered(int number) {
    return folder.resolve(name + "." + number + SUFFIX);
  }

  private List<Integer> numbers() throws IOException {
    Pattern numbered = Pattern.compile(Pattern.quote(name) + "\\.(\\d{1,9})\\.jsonl");
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> numbered.matcher(file.getFileName().toString()))
          .filter(java.util.regex.Matcher::matches)
          .map(found -> Integer.valueOf(found.group(1)))
          .sorted()
          .toList();
    }
  }

  @Override
  public void close() {}
}
