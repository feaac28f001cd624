package io.merlon.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The forms that {@code --output} names. */
public enum OutputFormat {
  TABLE,
  JSON,
  JSONL,
  CSV,
  SARIF,
  OCSF,
  HTML;

  /**
   * Begins an output.
   *
   * @param target where it goes
   * @param coloured whether a person's terminal shows it
   * @param width the columns that a table may take up
   * @param now the time of the assessment
   */
  public AssessmentOutput open(OutputStream target, boolean coloured, int width, Instant now)
      throws IOException {
    return switch (this) {
      case TABLE ->
          new TableOutput(new PrintStream(target, false, StandardCharsets.UTF_8), coloured, width);
      case JSON -> new JsonOutput(target);
      case JSONL -> new JsonLinesOutput(target);
      case CSV -> new CsvOutput(target);
      case SARIF -> new SarifOutput(target);
      case OCSF -> new OcsfOutput(target, now);
      case HTML -> new HtmlOutput(target);
    };
  }
}
