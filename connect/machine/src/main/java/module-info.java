/** The machine that Merlon runs on, or a mounted image of one, as a resource with its facts. */
@org.jspecify.annotations.NullMarked
module io.merlon.connect.machine {
  requires static org.jspecify;
  requires io.merlon.vulnerability;
  requires transitive io.merlon.model;

  exports io.merlon.connect.machine;
}
