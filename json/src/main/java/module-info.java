/** JSON text to model values and back, streaming and bounded. */
@org.jspecify.annotations.NullMarked
module io.merlon.json {
  requires static org.jspecify;
  requires transitive io.merlon.model;
  requires transitive tools.jackson.core;

  exports io.merlon.json;
}
