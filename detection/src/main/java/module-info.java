/** Sigma detection rules: YAML to typed rules, with a report of what could not be read. */
@org.jspecify.annotations.NullMarked
module io.merlon.detection {
  requires static org.jspecify;
  requires org.snakeyaml.engine;
  requires inet.ipaddr;

  exports io.merlon.detection;
}
