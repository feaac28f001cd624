package io.merlon.cli.output;

import io.merlon.posture.AssessmentSink;
import io.merlon.report.Outcome;
import java.io.IOException;

/** One form of an assessment: takes assessments as they are made, and ends with the report. */
public interface AssessmentOutput extends AutoCloseable {
  /** Takes the assessments of the second pass; explains only those that it wants. */
  AssessmentSink sink();

  /** Writes what is left to write, now that all is assessed. */
  void finish(Outcome outcome) throws IOException;

  /** Frees what the form held, such as a temporary file. */
  @Override
  default void close() throws IOException {}
}
