package io.merlon.posture;

/** The state of a compliance control or of one assessment in it. */
public enum ComplianceState {
  /** Resources were assessed (or attested) and all comply. */
  PASSED("Passed"),
  /** At least one resource, or an attestation, does not comply. */
  FAILED("Failed"),
  /** Nothing could be assessed: no resource applies, or the reason given tells why not. */
  SKIPPED("Skipped"),
  /** People have to attest it, and nobody has. */
  MANUAL("Manual");

  private final String label;

  ComplianceState(String label) {
    this.label = label;
  }

  /** The word of {@code Microsoft.Security/regulatoryComplianceStandards}. */
  public String label() {
    return label;
  }

  @Override
  public String toString() {
    return label;
  }
}
