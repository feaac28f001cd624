package io.merlon.server.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.json.Json;
import io.merlon.model.ResourceId;
import io.merlon.model.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class AutomationTest {
  private static final ResourceId INSIDE = ResourceId.of("/subscriptions/S1/resourceGroups/g");
  private static final Value HIGH =
      Json.parse("{\"properties\":{\"status\":{\"code\":\"Unhealthy\"},\"level\":7}}");

  private static Automation automation(String rules) {
    return Automation.read(
        Json.parse(
            """
            {"id": "/a", "properties": {"scopes": [{"scopePath": "/subscriptions/s1"}],
              "sources": [{"eventSource": "Assessments", "ruleSets": [%s]}],
              "actions": [{"actionType": "Webhook", "uri": "https://x/", "secretName": "s"}]}}\
            """
                .formatted(rules)));
  }

  private static String rule(String path, String operator, String expected) {
    return """
    {"propertyJPath": "%s", "propertyType": "String", "operator": "%s", "expectedValue": "%s"}\
    """
        .formatted(path, operator, expected);
  }

  private static boolean wants(String... rules) {
    return automation("{\"rules\":[" + String.join(",", rules) + "]}")
        .wants("Assessments", INSIDE, HIGH);
  }

  @Test
  void withoutRulesEverythingOfTheSourceWithinTheScopesIsWanted() {
    Automation all = automation("");
    assertThat(all.enabled()).isTrue();
    assertThat(all.actions()).containsExactly(new Automation.Action("webhook", "https://x/", "s"));
    assertThat(all.wants("Assessments", INSIDE, HIGH)).isTrue();
    assertThat(all.wants("SecureScores", INSIDE, HIGH)).isFalse();
    assertThat(all.wants("Assessments", ResourceId.of("/subscriptions/s2/x"), HIGH)).isFalse();
  }

  @Test
  void theRulesOfASetHaveAllToHold() {
    String unhealthy = rule("properties.status.code", "Equals", "unhealthy");
    assertThat(wants(unhealthy)).isTrue();
    assertThat(wants(unhealthy, rule("properties.level", "GreaterThan", "7"))).isFalse();
    assertThat(wants(unhealthy, rule("properties.level", "GreaterThanOrEqualTo", "7"))).isTrue();
    assertThat(wants(rule("properties.level", "LesserThan", "7.5"))).isTrue();
    assertThat(wants(rule("properties.level", "LesserThanOrEqualTo", "x"))).isFalse();
    assertThat(wants(rule("properties.status.code", "StartsWith", "un"))).isTrue();
    assertThat(wants(rule("properties.status.code", "EndsWith", "un"))).isFalse();
    assertThat(wants(rule("properties.status.code", "NotEquals", "Healthy"))).isTrue();
    assertThat(wants(rule("properties.nothing.there", "Equals", ""))).isTrue();
    assertThat(wants(rule("properties.status.code", "Unheard", "x"))).isFalse();
  }

  @Test
  void oneSetIsEnough() {
    String never = "{\"rules\":[" + rule("properties.level", "Equals", "8") + "]}";
    String always = "{\"rules\":[" + rule("properties.level", "Equals", "7") + "]}";
    assertThat(automation(never + "," + always).wants("Assessments", INSIDE, HIGH)).isTrue();
    assertThat(automation(never).wants("Assessments", INSIDE, HIGH)).isFalse();
  }

  @Test
  void anythingElseIsReadWithoutHarm() {
    for (String text : List.of("{}", "[]", "null", "{\"properties\":{\"sources\":3}}")) {
      assertThat(Automation.read(Json.parse(text)).sources()).isEmpty();
    }
  }
}
