/** Detection: Sigma rules and correlations, unusual behaviour, alerts and incidents. */
@org.jspecify.annotations.NullMarked
module io.merlon.detection {
  requires static org.jspecify;
  requires org.snakeyaml.engine;
  requires re2j;
  requires inet.ipaddr;
  requires com.google.common;
  requires datasketches.java;
  requires transitive io.merlon.model;

  exports io.merlon.detection;
  exports io.merlon.detection.alert;
  exports io.merlon.detection.behaviour;
  exports io.merlon.detection.correlation;
  exports io.merlon.detection.flow;
}
