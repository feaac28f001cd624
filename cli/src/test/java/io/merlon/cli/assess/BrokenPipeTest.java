package io.merlon.cli.assess;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.cli.Merlon;
import io.merlon.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who reads the results may have enough at any time, as head has. */
class BrokenPipeTest {
  @TempDir private Path folder;
  private Export export;

  @BeforeEach
  void write() throws IOException {
    export = new Export(folder);
  }

  /** Fails as the operating system does once the reader is gone. */
  private static final class Gone extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new IOException("Broken pipe");
    }
  }

  private static String messages(String[] arguments, int expected) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Gone gone = new Gone();
    int code =
        Merlon.run(
            arguments,
            new Terminal(
                gone,
                new PrintStream(gone, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)));
    assertThat(code).isEqualTo(expected);
    return err.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "jsonl", "csv", "sarif", "ocsf", "html"})
  void endsTheRunWithoutAWord(String form) {
    assertThat(messages(export.assess("-o", form), 141))
        .doesNotContain("Exception", "\tat ", "Broken pipe", "broken pipe");
  }

  @Test
  void endsAGeneratorToo() {
    assertThat(messages(new String[] {"estate", "generate", "--resources", "1000"}, 141)).isEmpty();
  }
}
