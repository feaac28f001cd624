/** Sample estates: deterministic inventories of any size whose score is known beforehand. */
@org.jspecify.annotations.NullMarked
module io.merlon.estate {
  requires static org.jspecify;
  requires transitive io.merlon.json;
  requires transitive io.merlon.model;

  exports io.merlon.estate;
}
