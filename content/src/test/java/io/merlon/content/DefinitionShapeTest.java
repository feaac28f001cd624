package io.merlon.content;

import static io.merlon.content.OwnContent.CONTENT;
import static io.merlon.content.OwnContent.added;
import static io.merlon.content.OwnContent.items;
import static io.merlon.content.OwnContent.name;
import static io.merlon.content.OwnContent.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.model.Severity;
import io.merlon.model.Value;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every definition of ours must say, whichever resource it is about. */
class DefinitionShapeTest {
  private static final Set<String> FIX_KINDS = Set.of("shell", "az", "arm");

  @Test
  void thereAreAtLeastEightyForLinuxAndForAzure() {
    assertThat(countOf("definitions/linux/")).isGreaterThanOrEqualTo(80);
    assertThat(countOf("definitions/azure/")).isGreaterThanOrEqualTo(80);
  }

  private static long countOf(String folder) {
    return CONTENT.definitions().stream().filter(one -> one.source().startsWith(folder)).count();
  }

  @Test
  void namesAreUniqueAndAreTheFilesOwn() {
    Set<String> seen = new HashSet<>();
    for (SourcedDocument definition : CONTENT.definitions()) {
      String name = name(definition);
      assertThat(definition.source()).endsWith("/" + name + ".json");
      assertThat(name).matches("(azure|linux)(-[a-z0-9]+)+");
      assertThat(definition.document().get("id").textOr(""))
          .isEqualTo("/providers/Microsoft.Authorization/policyDefinitions/" + name);
      assertThat(seen.add(name)).as("%s is there once", name).isTrue();
    }
  }

  @Test
  void titlesAreUnique() {
    Set<String> seen = new HashSet<>();
    for (SourcedDocument definition : CONTENT.definitions()) {
      String title = definition.document().get("properties").get("displayName").textOr("");
      assertThat(title).as(definition.source()).isNotBlank().doesNotEndWith(".");
      assertThat(seen.add(title.toLowerCase(Locale.ROOT))).as("%s is there once", title).isTrue();
    }
  }

  @Test
  void everyDefinitionSaysWhatIsWrongWhyAndWhatToDo() {
    Set<String> controls = controlIds();
    for (SourcedDocument definition : CONTENT.definitions()) {
      Value properties = definition.document().get("properties");
      Value added = added(definition);
      assertThat(properties.get("description").textOr("")).as(definition.source()).isNotBlank();
      assertThat(properties.get("metadata").get("category").textOr("")).isNotBlank();
      assertThat(Severity.of(added.get("severity").textOr(""))).as(definition.source()).isPresent();
      assertThat(added.get("why").textOr("")).as(definition.source()).hasSizeGreaterThan(30);
      assertThat(texts(added.get("remediation"))).as(definition.source()).isNotEmpty();
      assertThat(texts(added.get("remediation"))).noneMatch(String::isBlank);
      assertThat(controls).as(definition.source()).contains(added.get("control").textOr(""));
      checkFix(definition.source(), added.get("quickFix"));
      AttackIds.check(definition.source(), added);
    }
  }

  static Set<String> controlIds() {
    Set<String> ids = new HashSet<>();
    for (Value control : items(CONTENT.controls().document().get("controls"))) {
      ids.add(control.get("id").textOr(""));
    }
    return ids;
  }

  static void checkFix(String where, Value fix) {
    if (!fix.isAbsent()) {
      assertThat(FIX_KINDS).as(where).contains(fix.get("kind").textOr(""));
      assertThat(fix.get("text").textOr("")).as(where).isNotBlank();
    }
  }

  @Test
  void everyDefinitionCanBeSwitchedOff() {
    for (SourcedDocument definition : CONTENT.definitions()) {
      Value properties = definition.document().get("properties");
      Value effect = properties.get("parameters").get("effect");
      assertThat(properties.get("policyRule").get("then").get("effect").textOr(""))
          .as(definition.source())
          .isEqualTo("[parameters('effect')]");
      assertThat(texts(effect.get("allowedValues"))).as(definition.source()).contains("Disabled");
      assertThat(texts(effect.get("allowedValues")))
          .contains(effect.get("defaultValue").textOr(""));
    }
  }

  @Test
  void everyDefinitionHasTestResourcesBesideIt() {
    for (SourcedDocument definition : CONTENT.definitions()) {
      assertThat(OwnContent.testFile(definition)).isRegularFile();
      Value tests = OwnContent.tests(definition);
      assertThat(items(tests.get("healthy"))).as(definition.source()).isNotEmpty();
      assertThat(items(tests.get("unhealthy"))).as(definition.source()).isNotEmpty();
    }
  }
}
