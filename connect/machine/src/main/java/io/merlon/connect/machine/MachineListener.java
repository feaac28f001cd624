package io.merlon.connect.machine;

/** Is told how the reading goes on; called from several threads, one call at a time. */
@FunctionalInterface
public interface MachineListener {
  /** Does nothing. */
  MachineListener SILENT = (group, done, of) -> {};

  /**
   * A group of facts has been read, or given up.
   *
   * @param group its name, such as {@code sshd}
   * @param done how many groups are done, this one counted
   * @param of how many groups there are
   */
  void read(String group, int done, int of);
}
