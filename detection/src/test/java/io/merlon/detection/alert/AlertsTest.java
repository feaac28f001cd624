package io.merlon.detection.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merlon.detection.Detection;
import io.merlon.detection.DetectionPlan;
import io.merlon.detection.Event;
import io.merlon.detection.EventTime;
import io.merlon.detection.LogSources;
import io.merlon.detection.RuleLibrary;
import io.merlon.json.Json;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertsTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final DetectionPlan PLAN =
      DetectionPlan.compile(
          RuleLibrary.read(
                  List.of(
                      new RuleLibrary.Source(
                          "rules.yml",
                          rule("Dump", "high", "credential-access")
                              + rule("Run", "medium", "execution")
                              + rule("Look", "low", "discovery")
                              + rule("Note", "informational", "impact"))))
              .rules(),
          LogSources.builtIn());

  private static String rule(String what, String level, String tactic) {
    return """
    ---
    title: %1$s
    id: id-%1$s
    level: %2$s
    tags: [attack.%3$s, attack.t1003.001, attack.t1003.002, attack.s0001]
    falsepositives: [Backups]
    logsource: {product: none}
    detection:
      selection: {what: %1$s}
      condition: selection
    """
        .formatted(what, level, tactic);
  }

  private static Event event(int minute, String what, String more) {
    return new Event(
        "events",
        minute + 1,
        (ObjectValue)
            Json.parse(
                "{\"time\": \"%s\", \"what\": \"%s\", %s}"
                    .formatted(START.plusSeconds(60L * minute), what, more)));
  }

  private static List<Alert> alerts(Event... events) {
    List<Alert> alerts = new ArrayList<>();
    AlertGrouper grouper =
        new AlertGrouper(EntityMapping.builtIn(), Duration.ofHours(1), 1_000, alerts::add);
    for (Event event : events) {
      for (Detection one : PLAN.match(event)) {
        grouper.accept(one, EventTime.instant(event));
      }
    }
    grouper.finish();
    return alerts;
  }

  private static List<Incident> incidents(List<Alert> alerts) {
    return new IncidentBuilder(Duration.ofHours(4), 100).join(alerts);
  }

  private static final String PROCESS =
      """
      "Computer": "pc1.corp.example", "User": "CORP\\\\bob", "Image": "C:\\\\Temp\\\\a.exe",
      "ProcessId": 77, "CommandLine": "a.exe -x", "ParentProcessId": 5,
      "ParentImage": "C:\\\\Windows\\\\explorer.exe", "SourceIp": "10.0.0.9",
      "Hashes": "MD5=00112233445566778899aabbccddeeff,IMPHASH=ffeeddccbbaa99887766554433221100",
      "TargetObject": "HKLM\\\\Software\\\\Run\\\\x", "Details": "a.exe"
      """;

  @Test
  void fieldsBecomeAGraphOfEntities() {
    Value properties = AlertJson.of(alerts(event(0, "Dump", PROCESS)).getFirst()).get("properties");
    assertThat(properties.get("compromisedEntity").textOr("")).isEqualTo("pc1");
    assertThat(properties.get("intent").textOr("")).isEqualTo("CredentialAccess");
    assertThat(Json.write(properties.get("techniques"))).isEqualTo("[\"T1003\"]");
    assertThat(Json.write(properties.get("subTechniques")))
        .isEqualTo("[\"T1003.001\",\"T1003.002\"]");
    String entities = Json.write(properties.get("entities"));
    assertThat(entities)
        .contains(
            "{\"$id\":\"1\",\"type\":\"host\",\"hostName\":\"pc1\",\"dnsDomain\":\"corp.example\"}")
        .contains(
            "\"type\":\"account\",\"name\":\"bob\",\"ntDomain\":\"CORP\",\"host\":{\"$ref\":\"1\"}")
        .contains(
            "\"type\":\"filehash\",\"value\":\"00112233445566778899aabbccddeeff\",\"algorithm\":\"MD5\"")
        .contains(
            "\"type\":\"registry-key\",\"key\":\"Software\\\\Run\",\"hive\":\"HKEY_LOCAL_MACHINE\"")
        .contains("\"type\":\"registry-value\",\"name\":\"x\",\"value\":\"a.exe\"")
        .contains("\"type\":\"ip\",\"address\":\"10.0.0.9\"")
        .contains("\"commandLine\":\"a.exe -x\"")
        .doesNotContain("ffeeddccbbaa99887766554433221100");
    assertThat(Json.write(properties.get("remediationSteps"))).contains("harmless: Backups");
    assertThat(Json.write(properties.get("extendedProperties")))
        .contains("events:1 selection: what = Dump");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{'resourceId': '/subscriptions/s/x'}; azure-resource; /subscriptions/s/x",
        "{'userPrincipalName': 'a@b.example'}; account; a@b.example",
        "{'userIdentity': {'arn': 'arn:aws:iam::1:user/u'}}; account; arn:aws:iam::1:user/u",
        "{'requestParameters': {'bucketName': 'b'}}; amazon-resource; b",
        "{'protoPayload': {'resourceName': 'projects/p'}}; gcp-resource; projects/p",
        "{'objectRef': {'name': 'pod', 'namespace': 'n'}}; kubernetes-object; pod",
        "{'QueryName': 'evil.example'}; dns; evil.example",
        "{'url': {'full': 'http://a/b'}}; url; http://a/b",
        "{'id.orig_h': 'fe80::1'}; ip; fe80::1",
        "{'SourceIp': '-', 'IpAddress': '::ffff:1.2.3.4'}; ip; 1.2.3.4",
        "{'exe': '/usr/bin/nc'}; file; /usr/bin/nc",
        "{'process': {'hash': {'sha256': '11'}}, 'TargetUserName': 'x'}; account; x"
      })
  void entitiesOfManyRecorders(String fields, String type, String label) {
    Event event = new Event("e", 1, (ObjectValue) Json.parse(fields.replace('\'', '"')));
    EntityMapping mapping = EntityMapping.builtIn();
    assertThat(mapping.find(event).all())
        .anySatisfy(entity -> {
          assertThat(entity.type().word()).isEqualTo(type);
          assertThat(entity.label()).isEqualTo(label);
        });
    assertThat(mapping.find(mapping.slim(event, java.util.Set.of())).all())
        .as("nothing that tells an entity is lost")
        .isEqualTo(mapping.find(event).all());
  }

  @Test
  void repeatsAreOneAlert() {
    String pc1 = "\"Computer\": \"pc1\"";
    List<Alert> alerts =
        alerts(
            event(50, "Run", pc1),
            event(0, "Run", pc1),
            event(100, "Run", pc1),
            event(170, "Run", pc1),
            event(10, "Run", "\"Computer\": \"pc2\""),
            event(10, "Dump", pc1));
    assertThat(alerts)
        .extracting(
            one -> one.rule().title() + one.compromised().orElseThrow().name() + one.count())
        .containsExactlyInAnyOrder("Runpc13", "Dumppc11", "Runpc21", "Runpc11");
    assertThat(alerts.getFirst().start()).contains(START);
    assertThat(alerts.getFirst().end()).contains(START.plusSeconds(6_000));
    assertThat(alerts.getFirst().evidence()).hasSize(3);
  }

  @Test
  void alertsStayBounded() {
    List<Alert> told = new ArrayList<>();
    AlertGrouper grouper =
        new AlertGrouper(EntityMapping.builtIn(), Duration.ofHours(1), 10, told::add);
    for (int i = 0; i < 100; i++) {
      Event event = event(i, "Run", "\"Computer\": \"pc%d\"".formatted(i));
      grouper.accept(PLAN.match(event).getFirst(), EventTime.instant(event));
    }
    assertThat(told).hasSizeGreaterThan(85);
    grouper.finish();
    assertThat(told).hasSize(100);
  }

  private static final String SUPPRESSION =
      """
      {"name": "backup", "properties": {"alertType": "id-Dump", "state": "Enabled",
       "reason": "FalsePositive", "expirationDateUtc": "2026-02-01T00:00:00Z",
       "suppressionAlertsScope": {"allOf": [
         {"field": "entities.host.hostname", "in": ["PC1", "pc3"]},
         {"field": "entities.process.commandLine", "contains": "A.EXE"}]}}}
      """;

  private static boolean isSuppressed(String rule, Alert alert, Instant now) {
    return !SuppressionRule.read(Json.parse(rule)).apply(alert, now).isActive();
  }

  @Test
  void suppressionRulesDismissWhatTheyDescribeUntilTheyExpire() {
    Alert alert = alerts(event(0, "Dump", PROCESS)).getFirst();
    assertThat(isSuppressed(SUPPRESSION, alert, START)).isTrue();
    assertThat(isSuppressed(SUPPRESSION, alert, Instant.parse("2026-02-01T00:00:00Z"))).isFalse();
    assertThat(isSuppressed(SUPPRESSION.replace("Enabled", "Disabled"), alert, START)).isFalse();
    assertThat(isSuppressed(SUPPRESSION.replace("id-Dump", "*"), alert, START)).isTrue();
    assertThat(isSuppressed(SUPPRESSION.replace("id-Dump", "id-Run"), alert, START)).isFalse();
    assertThat(isSuppressed(SUPPRESSION.replace("PC1", "pc2"), alert, START)).isFalse();
    assertThat(isSuppressed(SUPPRESSION.replace("A.EXE", "b.exe"), alert, START)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "alertType; type; alertType is missing",
        "2026-02-01T00:00:00Z; soon; expirationDateUtc is not a time",
        "entities.host; entities.house; is not a field of an entity",
        "contains; like; needs 'in' or 'contains'"
      })
  void saysWhatIsWrongWithASuppressionRule(String right, String wrong, String reason) {
    assertThatThrownBy(() -> SuppressionRule.read(Json.parse(SUPPRESSION.replace(right, wrong))))
        .hasMessageContaining(reason);
  }

  @Test
  void alertsThatShareAnEntityAreAnIncident() {
    List<Alert> alerts =
        alerts(
            event(0, "Run", "\"Computer\": \"pc1\", \"User\": \"CORP\\\\bob\""),
            event(60, "Look", "\"Computer\": \"pc1\""),
            event(120, "Dump", "\"Computer\": \"pc2\", \"SourceIp\": \"10.0.0.9\""),
            event(130, "Run", "\"Computer\": \"pc1\", \"SourceIp\": \"10.0.0.9\""));
    assertThat(incidents(alerts))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.alerts()).hasSize(4);
          assertThat(one.title())
              .isEqualTo("Attack on pc1, pc2: Execution, Credential access, Discovery");
          assertThat(one.severity().label()).isEqualTo("High");
          assertThat(one.joins()).hasSize(3);
          assertThat(one.joins())
              .extracting(join -> join.entity().label())
              .contains("pc1", "10.0.0.9");
          assertThat(Json.write(AlertJson.of(one)))
              .contains("\"isIncident\":true")
              .contains("share ip 10.0.0.9");
        });
  }

  @Test
  void whatEverybodyHasJoinsNothing() {
    for (String common :
        List.of("\"User\": \"NT AUTHORITY\\\\SYSTEM\"", "\"SourceIp\": \"127.0.0.1\"")) {
      assertThat(
              incidents(
                  alerts(
                      event(0, "Run", "\"Computer\": \"pc1\", " + common),
                      event(1, "Dump", "\"Computer\": \"pc2\", " + common))))
          .as(common)
          .isEmpty();
    }
    Event[] many = new Event[40];
    for (int i = 0; i < many.length; i++) {
      many[i] =
          event(
              i,
              i % 2 == 0 ? "Run" : "Dump",
              "\"Computer\": \"pc%d\", \"DestinationIp\": \"10.1.1.1\"".formatted(i));
    }
    assertThat(incidents(alerts(many))).as("an address that all talk to").isEmpty();
  }

  @Test
  void whatIsFarApartOrOfOneTacticOrHarmlessIsNoIncident() {
    String pc1 = "\"Computer\": \"pc1\"";
    assertThat(incidents(alerts(event(0, "Run", pc1), event(300, "Dump", pc1)))).isEmpty();
    assertThat(incidents(alerts(event(0, "Run", pc1), event(200, "Run", pc1)))).isEmpty();
    assertThat(incidents(alerts(event(0, "Note", pc1), event(1, "Run", pc1)))).isEmpty();
    assertThat(incidents(alerts(event(0, "Run", pc1), event(200, "Dump", pc1)))).hasSize(1);
  }

  @Test
  void theOrderOfAlertsDoesNotMatter() {
    Random random = new Random(7);
    Event[] events = new Event[60];
    for (int i = 0; i < events.length; i++) {
      events[i] =
          event(
              random.nextInt(2_000),
              List.of("Run", "Dump", "Look").get(random.nextInt(3)),
              "\"Computer\": \"pc%d\"".formatted(random.nextInt(5)));
    }
    List<Alert> alerts = alerts(events);
    List<Incident> expected = incidents(alerts);
    assertThat(expected).hasSizeGreaterThan(2);
    List<Alert> shuffled = new ArrayList<>(alerts);
    Collections.shuffle(shuffled, random);
    assertThat(incidents(shuffled)).isEqualTo(expected);
  }
}
