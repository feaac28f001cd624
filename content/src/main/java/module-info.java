/** What Merlon ships as content: definitions, initiatives, controls, recommendations, rules. */
@org.jspecify.annotations.NullMarked
module io.merlon.content {
  requires static org.jspecify;
  requires transitive io.merlon.model;
  requires transitive io.merlon.detection;
  requires transitive io.merlon.posture;
  requires io.merlon.json;

  exports io.merlon.content;
}
