package io.merlon.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every rule that the field has published loads. */
class PublishedRulesTest {
  @ParameterizedTest
  @CsvSource({
    "rules, 3140",
    "rules-emerging-threats, 473",
    "rules-threat-hunting, 140",
    "rules-compliance, 3",
    "rules-placeholder, 23"
  })
  void everyRuleLoads(String folder, int files) throws IOException {
    List<RuleLibrary.Source> sources = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(SharedData.require("sigma/" + folder))) {
      for (Path path : paths.filter(p -> p.toString().endsWith(".yml")).sorted().toList()) {
        sources.add(new RuleLibrary.Source(path.toString(), Files.readString(path)));
      }
    }
    RuleLibrary library = RuleLibrary.read(sources);
    assertThat(library.problems()).isEmpty();
    assertThat(library.summary()).isEqualTo(files + " loaded, 0 unsupported, 0 failed");
  }
}
