package io.merlon.cli.output;

import io.merlon.posture.Assessment;
import io.merlon.posture.AssessmentSink;
import io.merlon.report.Outcome;
import io.merlon.report.Words;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * One assessment a row (RFC 4180). Cells that a spreadsheet would take for a formula are quoted.
 */
final class CsvOutput implements AssessmentOutput, AssessmentSink {
  private final CSVPrinter csv;

  CsvOutput(OutputStream target) throws IOException {
    Writer writer = new OutputStreamWriter(target, StandardCharsets.UTF_8);
    this.csv =
        new CSVPrinter(
            writer,
            CSVFormat.RFC4180
                .builder()
                .setHeader(
                    "resource",
                    "type",
                    "recommendation",
                    "displayName",
                    "severity",
                    "status",
                    "cause",
                    "firstSeen",
                    "statusChanged",
                    "control",
                    "evidence")
                .get());
  }

  @Override
  public AssessmentSink sink() {
    return this;
  }

  @Override
  public void accept(Assessment assessment) {
    try {
      csv.printRecord(
          CsvCell.of(assessment.resource().text()),
          CsvCell.of(assessment.type().text()),
          CsvCell.of(assessment.recommendation().name()),
          CsvCell.of(assessment.recommendation().displayName()),
          assessment.recommendation().severity().label(),
          assessment.status().code(),
          assessment.cause().code(),
          assessment.firstSeen(),
          assessment.statusChanged(),
          assessment.recommendation().control().map(c -> c.id()).orElse(""),
          CsvCell.of(Words.evidence(assessment)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void finish(Outcome outcome) throws IOException {
    csv.flush();
  }
}
