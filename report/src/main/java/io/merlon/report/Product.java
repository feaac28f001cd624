package io.merlon.report;

/** What findings and pages say they come from. */
public final class Product {
  public static final String NAME = "Merlon";
  public static final String VERSION = "0.1.0";

  private Product() {}
}
