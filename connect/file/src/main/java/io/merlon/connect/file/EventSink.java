package io.merlon.connect.file;

import io.merlon.detection.Event;

/** Takes what files of events hold, in their order. */
interface EventSink {
  void event(Event event);

  void problem(EventFiles.Problem problem);

  /**
   * A line that is JSON and means the same wherever it is read, so it need not be read at once.
   *
   * @param number which line it is, from 1
   */
  void line(String source, long number, byte[] line);
}
