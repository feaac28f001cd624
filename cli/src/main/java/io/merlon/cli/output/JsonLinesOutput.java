package io.merlon.cli.output;

import io.merlon.posture.Assessment;
import io.merlon.posture.AssessmentSink;
import io.merlon.report.Outcome;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;

/** One assessment a line, written as it is made: memory does not grow with the inventory. */
final class JsonLinesOutput implements AssessmentOutput, AssessmentSink {
  private final OutputStream out;
  private final JsonGenerator json;

  JsonLinesOutput(OutputStream target) {
    this.out = new BufferedOutputStream(target, 1 << 16);
    this.json = JsonTexts.to(out);
  }

  @Override
  public AssessmentSink sink() {
    return this;
  }

  @Override
  public void accept(Assessment assessment) {
    AssessmentJson.write(assessment, json);
    json.writeRaw('\n');
  }

  @Override
  public void finish(Outcome outcome) throws IOException {
    json.flush();
    out.flush();
  }
}
