package io.merlon.connect.file.log;

import io.merlon.model.ObjectValue;

/**
 * Turns the lines of one log into events. One instance reads one log, because some logs have
 * headers, and some events go over several lines.
 */
public interface LineLog {
  /** Takes events, each with the number of the line that it was read from. */
  @FunctionalInterface
  interface Sink {
    void accept(long number, ObjectValue event);
  }

  /**
   * Takes a line; a header gives no event, and an event of which more may follow waits for it.
   *
   * @param number which line it is, from 1
   * @param line without its end, neither blank nor surrounded by blanks
   * @throws IllegalArgumentException when it is no line of such a log, with the reason
   */
  void take(long number, String line, Sink events);

  /** Gives the events that were still waiting for more lines when the log ended. */
  default void end(Sink events) {}
}
