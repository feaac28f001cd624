/** Software and advisories from folders, image archives and files. */
@org.jspecify.annotations.NullMarked
module io.merlon.connect.software {
  requires static org.jspecify;
  requires com.github.luben.zstd_jni;
  requires io.merlon.connect.machine;
  requires io.merlon.json;
  requires java.net.http;
  requires org.apache.commons.compress;
  requires org.tukaani.xz;
  requires tools.jackson.core;
  requires transitive io.merlon.vulnerability;

  exports io.merlon.connect.software;
  exports io.merlon.connect.software.disk;
  exports io.merlon.connect.software.registry;
}
