package io.merlon.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The folder that a server keeps everything in; one program at a time works in it. */
public final class DataFolder implements AutoCloseable {
  private final FileChannel channel;

  private DataFolder(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the folder, which is made when it is not there, until this is closed.
   *
   * @throws IOException when another program works in it
   */
  public static DataFolder take(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw new IOException(
          folder + " is in use by another Merlon: stop it, or choose another folder with --data");
    }
    return new DataFolder(channel);
  }

  /** Whether a program works in it now. */
  public static boolean isTaken(Path folder) throws IOException {
    if (!Files.exists(folder.resolve("lock"))) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
