package io.merlon.posture.nativeassessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.merlon.json.Json;
import io.merlon.model.ObjectValue;
import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.model.ResourceType;
import io.merlon.posture.nativeassessment.NativeAssessment.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class NativeAssessmentTest {
  private static final String GROUP = "/subscriptions/s/resourceGroups/g/providers/";
  private static final String UPDATES = "e1145ab1-eb4f-43d8-911b-36ddf771d13f";

  @Test
  void aMachineWithoutMissingSecurityUpdatesIsHealthy() {
    NativeAssessment made =
        only(
            machine("{\"updates\": {\"known\": true, \"securityCount\": 0, \"pendingCount\": 4}}"));
    assertThat(made.name()).isEqualTo(UPDATES);
    assertThat(made.code()).isEqualTo(Code.HEALTHY);
  }

  @Test
  void missingSecurityUpdatesAreCountedAndNamed() {
    NativeAssessment made =
        only(
            machine(
                """
                {"updates": {"known": true, "asOf": "2026-01-01T00:00:00Z", "securityCount": 2,
                  "pending": [{"name": "tzdata", "security": false},
                    {"name": "openssl", "security": true}, {"name": "curl", "security": true}]}}
                """));
    assertThat(made.code()).isEqualTo(Code.UNHEALTHY);
    assertThat(made.cause()).isEqualTo("MissingUpdates");
    assertThat(made.description())
        .isEqualTo(
            "2 security updates are missing, among them openssl, curl (package data as of"
                + " 2026-01-01T00:00:00Z).");
  }

  @Test
  void unknownUpdatesGiveNoAssessment() {
    assertThat(all(machine("{\"updates\": {\"known\": false, \"securityCount\": 0}}"))).isEmpty();
    assertThat(all(machine("{\"updates\": {\"known\": true}}"))).isEmpty();
    assertThat(all(machine("{}"))).isEmpty();
    assertThat(all(resource("Microsoft.Compute/virtualMachines", "vm", "{}"))).isEmpty();
  }

  @Test
  void whatWasFoundInAMachinesSoftwareIsToldOfTheMachine() {
    String below = "machines/m/providers/Microsoft.Security/softwareInventories";
    for (Code code : Code.values()) {
      NativeAssessment made =
          only(
              new Resource(
                  ResourceId.of(GROUP + "Microsoft.HybridCompute/" + below + "/default"),
                  ResourceType.of("Microsoft.Security/softwareInventories"),
                  ObjectValue.builder()
                      .put(
                          "properties",
                          Json.parse("{\"assessment\": {\"code\": \"" + code.text() + "\"}}"))
                      .build()));
      assertThat(made.name()).isEqualTo("1195afff-c881-495e-9bc5-1486211ae03f");
      assertThat(made.code()).isEqualTo(code);
      assertThat(made.assessed().lastSegment()).isEqualTo("m");
    }
  }

  @Test
  void sqlFindingsDoNotApplyToAMachineWithoutSqlServer() {
    NativeAssessment made = only(machine("{\"packages\": [{\"name\": \"bash\"}]}"));
    assertThat(made.name()).isEqualTo("f97aa83c-9b63-4f9a-99f6-b22c4398f936");
    assertThat(made.code()).isEqualTo(Code.NOT_APPLICABLE);
    assertThat(all(machine("{\"packages\": [{\"name\": \"mssql-server\"}]}"))).isEmpty();
    assertThat(all(machine("{\"packages\": []}"))).isEmpty();
  }

  @Test
  void aSubnetTellsItsSecurityGroup() {
    String type = "Microsoft.Network/virtualNetworks/subnets";
    String with = "{\"networkSecurityGroup\": {\"id\": \"/x\"}}";
    assertThat(only(resource(type, "net/subnets/a", with)).code()).isEqualTo(Code.HEALTHY);
    assertThat(only(resource(type, "net/subnets/a", "{}")).code()).isEqualTo(Code.UNHEALTHY);
    assertThat(only(resource(type, "net/subnets/GatewaySubnet", "{}")).code())
        .isEqualTo(Code.NOT_APPLICABLE);
  }

  @Test
  void everyInterfaceTellsWhetherItsMachineForwards() {
    String machine = GROUP + "Microsoft.Compute/virtualMachines/first";
    List<NativeAssessment> made =
        all(
            networkInterface("a", machine, false),
            networkInterface("b", machine.toUpperCase(Locale.ROOT), true),
            resource("Microsoft.Network/networkInterfaces", "e", "{\"enableIPForwarding\": true}"));
    assertThat(made)
        .extracting(NativeAssessment::assessed, NativeAssessment::code)
        .containsExactly(
            tuple(ResourceId.of(machine), Code.HEALTHY),
            tuple(ResourceId.of(machine), Code.UNHEALTHY));
  }

  @Test
  void itBecomesAnExtensionResourceOfWhatItIsAbout() {
    ResourceId machine = ResourceId.of(GROUP + "Microsoft.HybridCompute/machines/m");
    Resource resource =
        new NativeAssessment(machine, UPDATES, Code.UNHEALTHY, "MissingUpdates", "why")
            .toResource();
    assertThat(resource.id().parent()).contains(machine);
    assertThat(resource.id().type()).contains(NativeAssessment.TYPE);
    assertThat(resource.document().get("properties").get("status"))
        .isEqualTo(
            Json.parse(
                """
                {"code": "Unhealthy", "cause": "MissingUpdates", "description": "why"}
                """));
  }

  private static Resource machine(String facts) {
    return resource("Microsoft.HybridCompute/machines", "m", "{\"facts\": " + facts + "}");
  }

  private static Resource networkInterface(String name, String machine, boolean forwards) {
    return resource(
        "Microsoft.Network/networkInterfaces",
        name,
        "{\"virtualMachine\": {\"id\": \"%s\"}, \"enableIPForwarding\": %s}"
            .formatted(machine, forwards));
  }

  private static Resource resource(String type, String name, String properties) {
    String id = GROUP + type.replace("/subnets", "") + "/" + name;
    ObjectValue document =
        ObjectValue.builder()
            .put("id", id)
            .put("type", type)
            .put("properties", Json.parse(properties))
            .build();
    return new Resource(ResourceId.of(id), ResourceType.of(type), document);
  }

  private static NativeAssessment only(Resource resource) {
    List<NativeAssessment> made = all(resource);
    assertThat(made).hasSize(1);
    return made.getFirst();
  }

  private static List<NativeAssessment> all(Resource... resources) {
    List<NativeAssessment> made = new ArrayList<>();
    List<NativeAssessmentSource> sources = NativeAssessmentSources.builtIn();
    for (Resource resource : resources) {
      sources.forEach(source -> source.observe(resource, made::add));
    }
    return made;
  }
}
