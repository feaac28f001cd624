/**
 * The Azure Policy language: definitions to a compiled plan, resources to verdicts with evidence.
 */
@org.jspecify.annotations.NullMarked
module io.merlon.policy {
  requires static org.jspecify;
  requires transitive io.merlon.model;
  requires inet.ipaddr;

  exports io.merlon.policy;
}
