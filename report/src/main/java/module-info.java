/** The report for people; used by the command line and the server. */
@org.jspecify.annotations.NullMarked
module io.merlon.report {
  requires static org.jspecify;
  requires transitive io.merlon.detection;
  requires transitive io.merlon.model;
  requires transitive io.merlon.policy;
  requires transitive io.merlon.posture;
  requires transitive io.merlon.vulnerability;
  requires gg.jte.runtime;

  exports io.merlon.report;

  opens io.merlon.report.page to
      gg.jte.runtime;
}
