package io.merlon.query;

/**
 * What one query may take up.
 *
 * @param textLength the longest text, in characters
 * @param operators the most operators, joins and subqueries included
 * @param joins the most joins; Azure has 3
 * @param expands the most {@code mv-expand}s; Azure has 3
 * @param keptValues the most values that joins, sorting, summarizing and the result keep in memory
 * @param valueSize the most parts (for a text: characters) of one value that is made
 */
public record QueryLimits(
    int textLength, int operators, int joins, int expands, long keptValues, int valueSize) {
  /** What a server allows each query: Azure's numbers where it publishes them. */
  public static final QueryLimits USUAL = new QueryLimits(1 << 16, 100, 3, 3, 4_000_000, 1 << 17);

  /** For a person's own machine: more joins, and an inventory in memory. */
  public static final QueryLimits LOCAL =
      new QueryLimits(1 << 20, 500, 20, 20, 50_000_000, 1 << 20);
}
