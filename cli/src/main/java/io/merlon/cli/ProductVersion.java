package io.merlon.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code merlon --version} says. */
public final class ProductVersion implements IVersionProvider {
  /** The version of this program. */
  public static final String NUMBER = "0.1.0";

  @Override
  public String[] getVersion() {
    return new String[] {"merlon " + NUMBER};
  }
}
