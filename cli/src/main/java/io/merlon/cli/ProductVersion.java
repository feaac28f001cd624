package io.merlon.cli;

import io.merlon.report.Product;
import picocli.CommandLine.IVersionProvider;

/** What {@code merlon --version} says. */
public final class ProductVersion implements IVersionProvider {
  /** The version of this program. */
  public static final String NUMBER = Product.VERSION;

  @Override
  public String[] getVersion() {
    return new String[] {"merlon " + NUMBER};
  }
}
