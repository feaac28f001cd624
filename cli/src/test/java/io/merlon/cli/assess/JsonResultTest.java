package io.merlon.cli.assess;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.merlon.cli.Run;
import io.merlon.json.Json;
import io.merlon.model.ArrayValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.testing.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonResultTest {
  @TempDir private Path folder;
  private Export export;

  @BeforeEach
  void write() throws IOException {
    export = new Export(folder);
  }

  @Test
  void resultIsAsTheSchemaSays() throws IOException {
    export.inventory(
        "export.json", Export.account("safe", true), Export.account(Export.HOSTILE, false));
    Run first = Run.of(export.assess("-o", "json"));
    assertThat(schema("").validate(first.out(), InputFormat.JSON)).isEmpty();
    String previous = export.write("previous.json", first.out());
    Run second =
        Run.of(export.assess("-o", "json", "--previous", previous, "--what-if", "only-https"));
    assertThat(schema("").validate(second.out(), InputFormat.JSON)).isEmpty();
  }

  @Test
  void schemaRefusesWhatIsNoResult() throws IOException {
    String wrong = Run.of(export.assess("-o", "json")).out().replace("\"Unhealthy\"", "\"Sick\"");
    assertThat(schema("").validate(wrong, InputFormat.JSON)).isNotEmpty();
  }

  @Test
  void eachJsonLineIsAnAssessmentOfTheSchema() throws IOException {
    List<String> lines = Run.of(export.assess("-o", "jsonl")).out().lines().toList();
    assertThat(lines).hasSize(2);
    Schema assessment = schema("#/$defs/assessment");
    for (String line : lines) {
      assertThat(assessment.validate(line, InputFormat.JSON)).isEmpty();
    }
  }

  @Test
  void summaryCountsWhatWasGivenAndScored() {
    Value summary = Json.parse(Run.of(export.assess("-o", "json")).out()).get("summary");
    assertThat(summary.get("resources")).isEqualTo(new IntegerValue(2));
    assertThat(summary.get("definitions"))
        .isEqualTo(
            ObjectValue.builder().put("loaded", 2).put("classed", 0).put("failed", 0).build());
    assertThat(summary.get("score").get("max")).isEqualTo(new IntegerValue(4));
    assertThat(((IntegerValue) summary.get("assessments").get("unhealthy")).value()).isEqualTo(1);
  }

  @Test
  void evidenceTellsFieldAndValue() {
    Run run = Run.of(export.assess("-o", "json"));
    ArrayValue assessments = (ArrayValue) Json.parse(run.out()).get("assessments");
    assertThat(assessments.items())
        .filteredOn(one -> one.get("status").equals(new StringValue("Unhealthy")))
        .singleElement()
        .extracting(one -> one.get("evidence").toString())
        .asString()
        .contains("supportsHttpsTrafficOnly")
        .contains("actual")
        .contains("false");
  }

  @Test
  void aFixSinceThePreviousRunIsToldAndFirstSeenStays() throws IOException {
    String old =
        Run.of(export.assess("-o", "json"))
            .out()
            .replaceAll("\"firstSeen\":\"[^\"]+\"", "\"firstSeen\":\"2025-01-01T00:00:00Z\"");
    String previous = export.write("previous.json", old);
    export.inventory("export.json", Export.account("safe", true), Export.account("plain", true));
    Run run = Run.of(export.assess("-o", "json", "--previous", previous));
    Value document = Json.parse(run.out());
    assertThat(document.get("summary").get("change").get("fixed")).isEqualTo(new IntegerValue(1));
    assertThat(document.get("summary").get("change").get("broken")).isEqualTo(new IntegerValue(0));
    assertThat(run.out()).contains("\"firstSeen\":\"2025-01-01T00:00:00Z\"");
  }

  @Test
  void linesServeAsPreviousRunToo() throws IOException {
    String previous = export.write("previous.jsonl", Run.of(export.assess("-o", "jsonl")).out());
    export.inventory("export.json", Export.account("safe", false), Export.account("plain", false));
    Run run = Run.of(export.assess("-o", "json", "--previous", previous));
    assertThat(Json.parse(run.out()).get("summary").get("change").get("broken"))
        .isEqualTo(new IntegerValue(1));
  }

  private static Schema schema(String part) throws IOException {
    String text = Files.readString(ProjectFolder.root().resolve("docs/assess-schema.json"));
    String chosen =
        part.isEmpty()
            ? text
            : Json.write(
                ObjectValue.builder()
                    .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                    .put("$ref", part)
                    .put("$defs", Json.parse(text).get("$defs"))
                    .build());
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(chosen);
  }
}
