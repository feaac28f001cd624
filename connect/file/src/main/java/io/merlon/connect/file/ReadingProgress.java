package io.merlon.connect.file;

/** Told from time to time how far a pass over the input has come, on the thread that reads. */
@FunctionalInterface
public interface ReadingProgress {
  /** For callers that show nothing. */
  ReadingProgress SILENT = (read, total) -> {};

  /**
   * Called after each batch of resources.
   *
   * @param read bytes of the files as they lie on disk that were read so far
   * @param total bytes of all files
   */
  void at(long read, long total);
}
