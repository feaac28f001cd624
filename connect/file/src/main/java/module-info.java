/** Files as a source: inventories, definitions and assignments that were exported or written. */
@org.jspecify.annotations.NullMarked
module io.merlon.connect.file {
  requires static org.jspecify;
  requires transitive io.merlon.detection;
  requires transitive io.merlon.json;
  requires transitive io.merlon.model;
  requires transitive io.merlon.policy;
  requires transitive io.merlon.posture;
  requires re2j;

  exports io.merlon.connect.file;
}
