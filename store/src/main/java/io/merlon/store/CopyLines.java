package io.merlon.store;

import io.merlon.posture.Assessment;
import io.merlon.posture.Responsibility;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;
import org.postgresql.copy.CopyIn;

/** Writes assessments in the text form of COPY. */
final class CopyLines implements Consumer<Assessment> {
  private static final int SIZE = 1 << 16;

  private final CopyIn copy;
  private final StringBuilder buffer = new StringBuilder();

  CopyLines(CopyIn copy) {
    this.copy = copy;
  }

  @Override
  public void accept(Assessment assessment) {
    text(assessment.resource().folded()).append('\t');
    text(assessment.recommendation().name()).append('\t');
    buffer.append(assessment.status().name()).append('\t');
    buffer.append(assessment.cause().name()).append('\t');
    text(assessment.causeDetail()).append('\t');
    responsibility(assessment.responsibility());
    if (buffer.length() >= SIZE) {
      flush();
    }
  }

  private void responsibility(Optional<Responsibility> responsibility) {
    if (responsibility.isEmpty()) {
      buffer.append("\\N\t\\N\t\\N\t\\N\n");
      return;
    }
    Responsibility one = responsibility.get();
    text(one.rule()).append('\t');
    text(one.owner()).append('\t');
    buffer.append(one.due()).append('\t').append(one.gracePeriod()).append('\n');
  }

  private StringBuilder text(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> buffer.append("\\\\");
        case '\t' -> buffer.append("\\t");
        case '\n' -> buffer.append("\\n");
        case '\r' -> buffer.append("\\r");
        default -> buffer.append(c);
      }
    }
    return buffer;
  }

  private void flush() {
    byte[] bytes = buffer.toString().getBytes(StandardCharsets.UTF_8);
    buffer.setLength(0);
    try {
      copy.writeToCopy(bytes, 0, bytes.length);
    } catch (SQLException e) {
      throw new StoreException("cannot hand assessments to the database", e);
    }
  }

  void finish() throws SQLException {
    flush();
    copy.endCopy();
  }
}
