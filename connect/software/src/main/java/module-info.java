/** Software and advisories from folders, image archives and files. */
@org.jspecify.annotations.NullMarked
module io.merlon.connect.software {
  requires static org.jspecify;
  requires io.merlon.json;
  requires org.apache.commons.compress;
  requires tools.jackson.core;
  requires transitive io.merlon.vulnerability;

  exports io.merlon.connect.software;
}
