/** From policy verdicts to a decision: assessments, secure score, recommendations, compliance. */
@org.jspecify.annotations.NullMarked
module io.merlon.posture {
  requires static org.jspecify;
  requires transitive io.merlon.model;
  requires transitive io.merlon.policy;
  requires it.unimi.dsi.fastutil;

  exports io.merlon.posture;
  exports io.merlon.posture.nativeassessment;
}
