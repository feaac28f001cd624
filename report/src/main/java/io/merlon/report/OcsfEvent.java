package io.merlon.report;

import io.merlon.model.ObjectValue;
import io.merlon.model.Severity;
import java.time.Instant;

/** What all OCSF 1.5 findings begin with, whatever their class. */
public final class OcsfEvent {
  private static final int FINDINGS = 2;

  private OcsfEvent() {}

  /**
   * A finding's beginning.
   *
   * @param classId the class, such as 2003
   * @param className its name, such as {@code Compliance Finding}
   */
  public static ObjectValue.Builder of(
      int classId, String className, OcsfActivity activity, Instant time, Severity severity) {
    return ObjectValue.builder()
        .put("class_uid", classId)
        .put("class_name", className)
        .put("category_uid", FINDINGS)
        .put("category_name", "Findings")
        .put("activity_id", activity.id())
        .put("activity_name", activity.label())
        .put("type_uid", classId * 100L + activity.id())
        .put("time", time.toEpochMilli())
        .put("severity_id", severityId(severity))
        .put("severity", severity.label());
  }

  /** The metadata, which says which version of OCSF this is and who made it. */
  public static ObjectValue.Builder metadata() {
    return ObjectValue.builder()
        .put("version", "1.5.0")
        .put(
            "product",
            ObjectValue.builder()
                .put("name", Product.NAME)
                .put("vendor_name", Product.NAME)
                .put("version", Product.VERSION)
                .build());
  }

  private static int severityId(Severity severity) {
    return switch (severity) {
      case INFORMATIONAL -> 1;
      case LOW -> 2;
      case MEDIUM -> 3;
      case HIGH -> 4;
      case CRITICAL -> 5;
    };
  }
}
