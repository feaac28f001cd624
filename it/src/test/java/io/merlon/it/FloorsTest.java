package io.merlon.it;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

/** The floors of ARCHITECTURE.md, and what an engine may not touch. */
@AnalyzeClasses(
    packages = "io.merlon",
    importOptions = {ImportOption.DoNotIncludeTests.class})
class FloorsTest {
  private static final String[] ENGINES = {
    "io.merlon.policy..",
    "io.merlon.query..",
    "io.merlon.detection..",
    "io.merlon.posture..",
    "io.merlon.vulnerability.."
  };

  @ArchTest
  static final ArchRule nothingImportsUpward =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("model")
          .definedBy("io.merlon.model..")
          .layer("json")
          .definedBy("io.merlon.json..")
          .layer("policy")
          .definedBy("io.merlon.policy..")
          .layer("query")
          .definedBy("io.merlon.query..")
          .layer("detection")
          .definedBy("io.merlon.detection..")
          .layer("vulnerability")
          .definedBy("io.merlon.vulnerability..")
          .layer("posture")
          .definedBy("io.merlon.posture..")
          .layer("content")
          .definedBy("io.merlon.content..")
          .layer("connectors")
          .definedBy("io.merlon.connect..")
          .layer("estate")
          .definedBy("io.merlon.estate..")
          .layer("report")
          .definedBy("io.merlon.report..")
          .layer("store")
          .definedBy("io.merlon.store..")
          .layer("server")
          .definedBy("io.merlon.server..")
          .layer("cli")
          .definedBy("io.merlon.cli..")
          .whereLayer("server")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("store")
          .mayOnlyBeAccessedByLayers("server")
          .whereLayer("report")
          .mayOnlyBeAccessedByLayers("server", "cli")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("estate")
          .mayOnlyBeAccessedByLayers("server", "cli")
          .whereLayer("connectors")
          .mayOnlyBeAccessedByLayers("server", "cli")
          .whereLayer("content")
          .mayOnlyBeAccessedByLayers("server", "cli")
          .whereLayer("posture")
          .mayOnlyBeAccessedByLayers("content", "connectors", "report", "store", "server", "cli")
          .whereLayer("vulnerability")
          .mayOnlyBeAccessedByLayers("connectors", "report", "server", "cli")
          .whereLayer("detection")
          .mayOnlyBeAccessedByLayers("content", "connectors", "report", "server", "cli")
          .whereLayer("policy")
          .mayOnlyBeAccessedByLayers(
              "posture", "content", "connectors", "report", "store", "server", "cli")
          .whereLayer("query")
          .mayOnlyBeAccessedByLayers("server", "cli")
          .whereLayer("json")
          .mayOnlyBeAccessedByLayers(
              "query",
              "vulnerability",
              "content",
              "connectors",
              "estate",
              "store",
              "server",
              "cli");

  @ArchTest
  static final ArchRule enginesTouchNothingOutside =
      noClasses()
          .that()
          .resideInAnyPackage(ENGINES)
          .and()
          .resideOutsideOfPackage("io.merlon.vulnerability.document..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.file..", "java.net.http..", "java.sql..", "tools.jackson..")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.File")
          .because("an engine is a library: what touches the outside is an adapter");

  @ArchTest
  static final ArchRule enginesHaveNoClock =
      noClasses()
          .that()
          .resideInAnyPackage(ENGINES)
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class)
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .because("time comes in as an argument");

  @ArchTest
  static final ArchRule noStaticStateChanges =
      fields()
          .that()
          .areStatic()
          .should()
          .haveModifier(JavaModifier.FINAL)
          .because("nothing is shared that can change");

  @ArchTest
  static final ArchRule namesSayWhatAThingIs =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Impl")
          .orShould()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Helper");
}
