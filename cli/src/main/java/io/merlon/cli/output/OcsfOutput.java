package io.merlon.cli.output;

import io.merlon.json.Json;
import io.merlon.posture.Assessment;
import io.merlon.posture.AssessmentSink;
import io.merlon.posture.AssessmentStatus;
import io.merlon.posture.Recommendation;
import io.merlon.report.AssessedResource;
import io.merlon.report.OcsfActivity;
import io.merlon.report.OcsfFinding;
import io.merlon.report.Outcome;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** OCSF compliance findings, one a line. Not applicable assessments are no findings. */
final class OcsfOutput implements AssessmentOutput, AssessmentSink {
  private final OutputStream out;
  private final JsonGenerator json;
  private final Instant now;

  OcsfOutput(OutputStream target, Instant now) {
    this.out = new BufferedOutputStream(target, 1 << 16);
    this.json = JsonTexts.to(out);
    this.now = now;
  }

  @Override
  public AssessmentSink sink() {
    return this;
  }

  @Override
  public boolean wants(Recommendation recommendation, AssessmentStatus status) {
    return status != AssessmentStatus.NOT_APPLICABLE;
  }

  @Override
  public void accept(Assessment assessment) {
    Json.write(
        OcsfFinding.of(AssessedResource.of(assessment), OcsfActivity.CREATE, now, Optional.empty()),
        json);
    json.writeRaw('\n');
  }

  @Override
  public void finish(Outcome outcome) throws IOException {
    json.flush();
    out.flush();
  }
}
