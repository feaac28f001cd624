package io.merlon.cli.assess;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.cli.Run;
import io.merlon.json.Json;
import io.merlon.model.ArrayValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherFormsTest {
  @TempDir private Path folder;
  private Export export;

  @BeforeEach
  void write() throws IOException {
    export = new Export(folder);
    export.inventory(
        "export.json", Export.account("safe", true), Export.account(Export.HOSTILE, false));
  }

  @Test
  void csvHasARowForEachAssessment() throws IOException {
    List<CSVRecord> rows = csv(Run.of(export.assess("-o", "csv")).out());
    assertThat(rows).hasSize(2);
    assertThat(rows).extracting(row -> row.get("status")).containsExactly("Healthy", "Unhealthy");
    assertThat(rows.getLast().get("severity")).isEqualTo("Medium");
    assertThat(rows.getLast().get("control")).isEqualTo("encrypt-data-in-transit");
  }

  @Test
  void csvCellsAreNoFormulas() throws IOException {
    export.inventory(
        "export.json",
        """
        {"id": "=HYPERLINK(1)", "name": "x", "type": "Microsoft.Storage/storageAccounts",
         "properties": {"supportsHttpsTrafficOnly": false}}\
        """);
    assertThat(csv(Run.of(export.assess("-o", "csv")).out()))
        .extracting(row -> row.get("resource"))
        .containsExactly("'=HYPERLINK(1)");
  }

  @Test
  void sarifResultsReferToRulesWithHelp() {
    Value run = first(Json.parse(Run.of(export.assess("-o", "sarif")).out()).get("runs"));
    Value rule = first(run.get("tool").get("driver").get("rules"));
    Value result = first(run.get("results"));
    assertThat(rule.get("id")).isEqualTo(new StringValue("only-https"));
    assertThat(rule.get("help").get("text")).isEqualTo(new StringValue("Switch it on."));
    assertThat(result.get("ruleId")).isEqualTo(rule.get("id"));
    assertThat(result.get("level")).isEqualTo(new StringValue("warning"));
    assertThat(
            first(first(result.get("locations")).get("logicalLocations"))
                .get("fullyQualifiedName")
                .textOr(""))
        .startsWith("/subscriptions/S1/");
    assertThat(((ArrayValue) run.get("results")).size()).isEqualTo(1);
  }

  @Test
  void ocsfFindingsHaveAllRequiredAttributes() {
    List<Value> findings =
        Run.of(export.assess("-o", "ocsf")).out().lines().map(Json::parse).toList();
    assertThat(findings).hasSize(2);
    for (Value finding : findings) {
      for (String required :
          List.of(
              "activity_id",
              "category_uid",
              "class_uid",
              "cloud",
              "compliance",
              "finding_info",
              "metadata",
              "resources",
              "severity_id",
              "status_id",
              "time",
              "type_uid")) {
        assertThat(finding.get(required).isAbsent()).as(required).isFalse();
      }
      assertThat(finding.get("class_uid")).isEqualTo(new IntegerValue(2003));
      assertThat(finding.get("type_uid")).isEqualTo(new IntegerValue(200301));
      assertThat(first(finding.get("compliance").get("standards")))
          .isEqualTo(new StringValue("House rules"));
    }
    assertThat(findings)
        .extracting(finding -> finding.get("compliance").get("status_id"))
        .containsExactly(new IntegerValue(1), new IntegerValue(3));
  }

  @Test
  void pageStandsAloneAndRunsNothing() {
    String page = Run.of(export.assess("-o", "html")).out();
    assertThat(page).contains("Only HTTPS", "Switch it on.", "House rules", "HR-1");
    assertThat(page).contains("&lt;script&gt;alert(1)").doesNotContain("<script");
    assertThat(page).doesNotContain("http://", "https://", "src=", "href=", "@import", "url(");
  }

  @Test
  void tableStaysWithinAHundredColumnsAndSteersNoTerminal() {
    String table = Run.of(export.assess("--color", "never")).out();
    assertThat(table).contains("50.0 %", "Only HTTPS", "House rules");
    assertThat(table).doesNotContain("\u001b", "\u202e");
    assertThat(table.lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
  }

  @Test
  void tableIsColouredOnDemandOnly() {
    assertThat(Run.of(export.assess("--color", "always")).out()).contains("\u001b[");
    assertThat(Run.of(export.assess()).out()).doesNotContain("\u001b[");
  }

  @Test
  void severityLimitsTheListButNotTheScore() {
    Run run = Run.of(export.assess("-o", "csv", "--severity", "high"));
    assertThat(run.out().lines()).hasSize(1);
    assertThat(run.err()).contains("50.0 %");
  }

  @Test
  void subscriptionLimitsTheInventory() {
    Run run = Run.of(export.assess("-o", "csv", "--subscription", "another"));
    assertThat(run.out().lines()).hasSize(1);
    assertThat(Run.of(export.assess("-o", "csv", "--subscription", "s1")).out().lines()).hasSize(3);
  }

  private static List<CSVRecord> csv(String text) throws IOException {
    return CSVFormat.RFC4180
        .builder()
        .setHeader()
        .setSkipHeaderRecord(true)
        .get()
        .parse(new StringReader(text))
        .getRecords();
  }

  private static Value first(Value array) {
    return ((ArrayValue) array).items().getFirst();
  }
}
