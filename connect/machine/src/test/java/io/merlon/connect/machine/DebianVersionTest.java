package io.merlon.connect.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DebianVersionTest {
  @ParameterizedTest
  @ValueSource(strings = {"debian-versions.txt", "debian-versions-generated.txt"})
  void ordersAllPublishedVectorsAsDpkgDoes(String file) throws IOException {
    Path vectors = SharedData.require("vulnerability/version-vectors").resolve(file);
    int compared = 0;
    for (String line : Files.readAllLines(vectors)) {
      List<String> words = Texts.words(line);
      if (words.size() == 3 && !line.startsWith("#")) {
        int expected =
            switch (words.get(1)) {
              case "<" -> -1;
              case ">" -> 1;
              default -> 0;
            };
        int order = Integer.signum(DebianVersion.compare(words.get(0), words.get(2)));
        int back = Integer.signum(DebianVersion.compare(words.get(2), words.get(0)));
        assertThat(order).as(line).isEqualTo(expected);
        assertThat(back).as("backwards: " + line).isEqualTo(-expected);
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(10);
  }

  @Test
  void tildeSortsBeforeTheEndAndNumbersOfAnyLengthCompare() {
    assertThat(DebianVersion.compare("1.0~rc1", "1.0")).isNegative();
    assertThat(DebianVersion.compare("1.99999999999999999999", "1.100000000000000000000"))
        .isNegative();
    assertThat(DebianVersion.compare("2:1.0", "1:9.9")).isPositive();
  }
}
