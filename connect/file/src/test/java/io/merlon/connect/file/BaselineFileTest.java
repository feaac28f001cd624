package io.merlon.connect.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merlon.detection.behaviour.BehaviourAnalyzer;
import io.merlon.detection.behaviour.BehaviourRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineFileTest {
  private final BehaviourRules rules = BehaviourRules.builtIn();

  @TempDir Path folder;

  @Test
  void whatWasSavedIsLoadedAndReplacedAsAWhole() throws Exception {
    Path path = folder.resolve("learnt.bin");
    BaselineFile file = new BaselineFile(path);
    BehaviourAnalyzer analyzer = file.load(rules);
    file.save(analyzer);
    file.save(file.load(rules));
    assertThat(Files.readAllBytes(path)).isEqualTo(analyzer.save());
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all).containsExactly(path);
    }
  }

  @Test
  void anotherFileIsRefusedByNameAndStaysAsItIs() throws Exception {
    Path path = Files.writeString(folder.resolve("notes.txt"), "these are notes of mine, no more");
    assertThatThrownBy(() -> new BaselineFile(path).load(rules))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("notes.txt")
        .hasMessageContaining("no baselines of Merlon");
    assertThatThrownBy(() -> new BaselineFile(folder).load(rules))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no file of baselines");
    assertThat(path).hasContent("these are notes of mine, no more");
  }
}
