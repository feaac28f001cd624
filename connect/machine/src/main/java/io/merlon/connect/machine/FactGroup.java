package io.merlon.connect.machine;

import java.io.IOException;

/** Reads facts that belong together. */
interface FactGroup {
  /** The group's name, under which it is named when it fails as a whole. */
  String name();

  /** Puts the facts that could be read, and names those that could not. */
  void read(Machine machine, FactSink facts) throws IOException;
}
