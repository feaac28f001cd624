package io.merlon.connect.file;

/**
 * What bounds the memory that hostile input can take. The size of a file, packed or not, is not
 * bounded, because it costs no memory.
 *
 * @param resourceBytes the most text, in bytes, that one resource may take up, white space before
 *     it included
 * @param problems the most problems that are kept; more are only counted
 */
public record InventoryLimits(int resourceBytes, int problems) {
  /** 16 MiB a resource and 1,000 problems. */
  public static final InventoryLimits USUAL = new InventoryLimits(16 << 20, 1000);

  public InventoryLimits {
    if (resourceBytes < 1 || problems < 1) {
      throw new IllegalArgumentException("limits are at least 1");
    }
  }
}
