package io.merlon.report;

/** What happened to a finding. */
public enum OcsfActivity {
  CREATE(1, "Create"),
  UPDATE(2, "Update"),
  CLOSE(3, "Close");

  private final int id;
  private final String label;

  OcsfActivity(int id, String label) {
    this.id = id;
    this.label = label;
  }

  int id() {
    return id;
  }

  /** The word of OCSF. */
  public String label() {
    return label;
  }
}
