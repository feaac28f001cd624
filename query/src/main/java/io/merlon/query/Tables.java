package io.merlon.query;

import io.merlon.model.ObjectValue;

/** Where rows come from. A row is a resource in ARM's shape; its columns are read from it. */
public interface Tables {
  /**
   * Gives the rows of a table until they end or no more are wanted. The order should be the same
   * each time, so that pages join.
   *
   * @param scan the table and what is asked of its rows; more rows than these may be given
   */
  void scan(TableScan scan, RowSink sink);

  /** The tenant of rows that name none; empty when there is none. */
  default String tenant() {
    return "";
  }

  /** Takes rows. */
  @FunctionalInterface
  interface RowSink {
    /** Takes a row and says whether more are wanted. */
    boolean accept(ObjectValue row);
  }
}
