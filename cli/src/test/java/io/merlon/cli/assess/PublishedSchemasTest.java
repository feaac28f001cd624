package io.merlon.cli.assess;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.merlon.cli.Run;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written in others' forms, by their schemas. */
class PublishedSchemasTest {
  @TempDir private Path folder;
  private Export export;

  @BeforeEach
  void write() throws IOException {
    export = new Export(folder);
    export.inventory(
        "export.json", Export.account("safe", true), Export.account(Export.HOSTILE, false));
  }

  @Test
  void sarifIsAsItsSchemaSays() throws IOException {
    Schema schema = sarif();
    String log = Run.of(export.assess("-o", "sarif")).out();
    assertThat(schema.validate(log, InputFormat.JSON)).isEmpty();
    assertThat(schema.validate(log.replace("\"warning\"", "\"bad\""), InputFormat.JSON))
        .isNotEmpty();
    assertThat(schema.validate(log.replace("\"message\"", "\"said\""), InputFormat.JSON))
        .isNotEmpty();
  }

  @Test
  void sarifWithoutResultsIsTooAndSoIsAMachine() throws IOException {
    export.inventory("export.json", Export.account("safe", true));
    Schema schema = sarif();
    assertThat(schema.validate(Run.of(export.assess("-o", "sarif")).out(), InputFormat.JSON))
        .isEmpty();
    assertThat(schema.validate(Run.of("assess", "-o", "sarif").out(), InputFormat.JSON)).isEmpty();
  }

  @Test
  void ocsfFindingsAreAsTheClassAsks() throws IOException {
    Schema schema = ocsf();
    List<String> findings = Run.of(export.assess("-o", "ocsf")).out().lines().toList();
    assertThat(findings).hasSize(2);
    for (String finding : findings) {
      assertThat(schema.validate(finding, InputFormat.JSON)).isEmpty();
      assertThat(schema.validate(finding.replace("\"uid\"", "\"id\""), InputFormat.JSON))
          .isNotEmpty();
      assertThat(
              schema.validate(
                  finding.replace("\"severity_id\":", "\"severity_id\":7"), InputFormat.JSON))
          .isNotEmpty();
    }
  }

  @Test
  void ocsfOfTheMachineNeedsNoCloud() throws IOException {
    Schema schema = ocsf();
    List<String> findings = Run.of("assess", "-o", "ocsf").out().lines().toList();
    assertThat(findings).isNotEmpty();
    for (String finding : findings) {
      assertThat(schema.validate(finding, InputFormat.JSON)).as(finding).isEmpty();
    }
  }

  /** The schema of the standard lies in the jar of a library that is made from it. */
  private static Schema sarif() throws IOException {
    try (InputStream text =
        Objects.requireNonNull(
            ClassLoader.getSystemResourceAsStream("schema/sarif-schema-2.1.0.json"), "schema")) {
      return schema(text, SpecificationVersion.DRAFT_7);
    }
  }

  /** OCSF publishes its schema by a server only: ours holds what it asks. */
  private static Schema ocsf() throws IOException {
    try (InputStream text =
        Objects.requireNonNull(
            PublishedSchemasTest.class.getResourceAsStream("ocsf-compliance-finding.json"),
            "schema")) {
      return schema(text, SpecificationVersion.DRAFT_2020_12);
    }
  }

  private static Schema schema(InputStream text, SpecificationVersion version) throws IOException {
    return SchemaRegistry.withDefaultDialect(version)
        .getSchema(new String(text.readAllBytes(), StandardCharsets.UTF_8));
  }
}
