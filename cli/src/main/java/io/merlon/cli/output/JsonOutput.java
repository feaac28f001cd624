package io.merlon.cli.output;

import io.merlon.json.Json;
import io.merlon.posture.AssessmentSink;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/**
 * One document with the summary at its top. The assessments come before the summary is known, so
 * they wait in a temporary file.
 */
final class JsonOutput implements AssessmentOutput {
  private final OutputStream target;
  private final Path spool;
  private final OutputStream spooling;
  private final JsonLinesOutput lines;

  JsonOutput(OutputStream target) throws IOException {
    this.target = target;
    this.spool = Files.createTempFile("merlon-assessments", ".jsonl");
    this.spooling = Files.newOutputStream(spool);
    this.lines = new JsonLinesOutput(spooling);
  }

  @Override
  public AssessmentSink sink() {
    return lines;
  }

  @Override
  public void finish(Outcome outcome) throws IOException {
    lines.finish(outcome);
    spooling.close();
    JsonGenerator json =
        Json.factory().createGenerator(ObjectWriteContext.empty(), target, JsonEncoding.UTF8);
    json.writeStartObject();
    ReportJson.write(outcome, json);
    json.writeArrayPropertyStart("assessments");
    try (BufferedReader reader = Files.newBufferedReader(spool, StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        json.writeRawValue(line);
      }
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeRaw('\n');
    json.flush();
    target.flush();
  }

  @Override
  public void close() throws IOException {
    spooling.close();
    Files.deleteIfExists(spool);
  }
}
