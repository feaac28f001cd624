package io.merlon.server.export;

import java.io.IOException;
import java.util.List;

/** A receiver. What it does not take is sent again, so it may get something twice. */
interface Exporter extends AutoCloseable {
  /**
   * Sends these, in their order, all or (as far as the receiver tells) none.
   *
   * @throws IOException when the receiver did not take them
   */
  void send(List<Delivery> batch) throws IOException, InterruptedException;

  @Override
  void close() throws IOException;
}
