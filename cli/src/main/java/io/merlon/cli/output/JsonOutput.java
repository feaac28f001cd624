package io.merlon.cli.output;

import io.merlon.json.Json;
import io.merlon.posture.Assessment;
import io.merlon.posture.AssessmentSink;
import io.merlon.report.Outcome;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/**
 * One document with the summary at its top. The assessments come before the summary is known, so
 * they wait in a temporary file, which has no name any more and so is gone however this ends.
 */
final class JsonOutput implements AssessmentOutput, AssessmentSink {
  private static final int BUFFER = 1 << 16;

  private final OutputStream target;
  private final FileChannel spool;
  private final JsonGenerator spooling;
  private boolean first = true;

  JsonOutput(OutputStream target) throws IOException {
    this.target = new BufferedOutputStream(target, BUFFER);
    Path file = Files.createTempFile("merlon-assessments", ".json");
    this.spool =
        FileChannel.open(
            file,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    this.spooling = JsonTexts.to(new BufferedOutputStream(Channels.newOutputStream(spool), BUFFER));
  }

  @Override
  public AssessmentSink sink() {
    return this;
  }

  @Override
  public void accept(Assessment assessment) {
    spooling.writeRaw(first ? "\n" : ",\n");
    first = false;
    AssessmentJson.write(assessment, spooling);
  }

  @Override
  public void finish(Outcome outcome) throws IOException {
    spooling.flush();
    JsonGenerator json =
        Json.factory().createGenerator(ObjectWriteContext.empty(), target, JsonEncoding.UTF8);
    json.writeStartObject();
    ReportJson.write(outcome, json);
    json.writeName("assessments");
    json.writeRawValue("[");
    json.flush();
    spool.position(0);
    Channels.newInputStream(spool).transferTo(target);
    json.writeRaw("]");
    json.writeEndObject();
    json.writeRaw('\n');
    json.flush();
    target.flush();
  }

  @Override
  public void close() throws IOException {
    spool.close();
  }
}
