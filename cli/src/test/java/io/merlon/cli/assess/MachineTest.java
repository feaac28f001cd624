package io.merlon.cli.assess;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.cli.Run;
import io.merlon.json.Json;
import io.merlon.model.IntegerValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class MachineTest {
  @TempDir private Path folder;

  @Test
  void nothingElseMeansThisMachineByTheBaseline() {
    Run run = Run.of("assess", "-o", "json");
    assertThat(run.code()).isZero();
    Value document = Json.parse(run.out());
    assertThat(document.get("summary").get("resources")).isEqualTo(new IntegerValue(1));
    assertThat(document.get("assessments").toString())
        .contains("Microsoft.HybridCompute/machines")
        .contains("linux-");
    assertThat(run.err()).contains("Merlon baseline");
  }

  @Test
  void theMachineJoinsAnInventory() throws IOException {
    Export export = new Export(folder);
    Value document = Json.parse(Run.of(export.assess("-o", "json", "--machine")).out());
    assertThat(document.get("summary").get("resources")).isEqualTo(new IntegerValue(3));
  }

  @Test
  void itsFactsCanBeSeen() {
    Run run = Run.of("machine", "show");
    assertThat(run.code()).isZero();
    assertThat(Json.parse(run.out()).get("type"))
        .isEqualTo(new StringValue("Microsoft.HybridCompute/machines"));
  }
}
