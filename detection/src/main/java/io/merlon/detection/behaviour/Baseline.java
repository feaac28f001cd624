package io.merlon.detection.behaviour;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Something learnt that can be kept. */
interface Baseline {
  /** Its name, by which it is found again. */
  String name();

  void save(DataOutput out) throws IOException;

  /**
   * Takes in what was saved, in place of all that was known.
   *
   * @throws IOException with what is wrong with it
   */
  void load(DataInput in) throws IOException;
}
