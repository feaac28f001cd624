package io.merlon.posture;

import static io.merlon.posture.House.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.json.Json;
import io.merlon.model.ObjectValue;
import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.model.ResourceType;
import io.merlon.policy.PolicyPlan;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Following changes gives what assessing everything anew gives. */
class ContinuousPostureTest {
  private static final String FORWARDING = "c3b51c94-588b-426b-a892-24696f9e54cc";
  private static final PolicyPlan PLAN =
      new House()
          .siteRule("own", "flag")
          .definition("child", "{}", existence("Test.App/sites/config", ""))
          .definition("group", "{}", existence("Test.App/watchers", ""))
          .definition(
              "elsewhere", "{}", existence("Test.App/watchers", "\"resourceGroupName\": \"g2\","))
          .definition(
              "subscription",
              "{}",
              existence("Test.App/watchers", "\"existenceScope\": \"subscription\","))
          .definition(
              "container",
              "{}",
              """
              {"if": {"allOf": [{"field": "type", "equals": "Test.App/sites"},
                  {"value": "[resourceGroup().tags.state]", "equals": "off"}]},
                "then": {"effect": "Audit"}}
              """)
          .definition(
              "forwarding",
              "{}",
              """
              {"if": {"field": "type", "equals": "Microsoft.Compute/virtualMachines"},
                "then": {"effect": "AuditIfNotExists", "details": {
                  "type": "Microsoft.Security/assessments", "name": "%s",
                  "existenceCondition": {"field": "Microsoft.Security/assessments/status.code",
                    "in": ["NotApplicable", "Healthy"]}}}}
              """
                  .formatted(FORWARDING))
          .assign("own")
          .assign("child")
          .assign("group")
          .assign("elsewhere")
          .assign("subscription")
          .assign("container")
          .assign("forwarding")
          .plan();
  private static final PostureContent CONTENT =
      House.content(
          "own:a",
          "child:a",
          "group:b",
          "elsewhere:b",
          "subscription:b",
          "container:a",
          "forwarding:a");
  private static final String GROUP = House.SUBSCRIPTION + "/resourceGroups/g";
  private static final List<String> IDS =
      List.of(
          GROUP + "1|Microsoft.Resources/subscriptions/resourceGroups",
          GROUP + "1/providers/Test.App/sites/a|Test.App/sites",
          GROUP + "1/providers/Test.App/sites/b|Test.App/sites",
          GROUP + "2/providers/Test.App/sites/c|Test.App/sites",
          GROUP + "1/providers/Test.App/sites/a/config/x|Test.App/sites/config",
          GROUP + "1/providers/Test.App/sites/a/config/y|Test.App/sites/config",
          GROUP + "1/providers/Test.App/watchers/w|Test.App/watchers",
          GROUP + "2/providers/Test.App/watchers/w|Test.App/watchers",
          GROUP + "2/providers/Test.App/watchers/W2|Test.App/watchers",
          GROUP
              + "1/providers/Microsoft.Compute/virtualMachines/m|Microsoft.Compute/virtualMachines",
          GROUP
              + "1/providers/Microsoft.Network/networkInterfaces/n|"
              + "Microsoft.Network/networkInterfaces",
          GROUP
              + "1/providers/Microsoft.Network/networkInterfaces/o|"
              + "Microsoft.Network/networkInterfaces",
          GROUP
              + "1/providers/Microsoft.Compute/virtualMachines/m"
              + "/providers/Microsoft.Security/assessments/"
              + FORWARDING
              + "|Microsoft.Security/assessments");

  private static String existence(String type, String where) {
    return """
    {"if": {"field": "type", "equals": "Test.App/sites"},
      "then": {"effect": "AuditIfNotExists", "details": {"type": "%s", %s
        "existenceCondition": {"field": "%s/flag", "equals": "on"}}}}
    """
        .formatted(type, where, type);
  }

  /** A resource in one of its states, or its going; several of them make one change. */
  record Step(int resource, Optional<Integer> state) {}

  @Provide
  Arbitrary<List<List<Step>>> changes() {
    return Combinators.combine(
            Arbitraries.integers().between(0, IDS.size() - 1),
            Arbitraries.integers().between(0, 2).optional(0.75))
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .list()
        .ofMinSize(1)
        .ofMaxSize(25);
  }

  @Property(tries = 400)
  void equalsAFullPassAfterEveryChange(@ForAll("changes") List<List<Step>> changes) {
    Follower follower = new Follower();
    for (List<Step> change : changes) {
      follower.change(change);
      follower.equalsAFullPass();
    }
  }

  @Test
  void judgesOnlyWhatDependsOnTheChange() {
    Follower follower = new Follower();
    follower.change(List.of(put(1, 0), put(2, 0), put(3, 0), put(7, 1)));
    assertThat(follower.change(List.of(put(4, 0)))).containsExactlyInAnyOrder(id(4), id(1));
    assertThat(follower.change(List.of(put(4, 0)))).containsExactly(id(4));
    assertThat(follower.change(List.of(put(6, 0))))
        .containsExactlyInAnyOrder(id(6), id(1), id(2), id(3));
  }

  private static Step put(int resource, int state) {
    return new Step(resource, Optional.of(state));
  }

  private static ResourceId id(int resource) {
    return ResourceId.of(IDS.get(resource).split("\\|", -1)[0]);
  }

  private static Resource resource(int number, int state) {
    ResourceType type = ResourceType.of(IDS.get(number).split("\\|", -1)[1]);
    String flag = state == 0 ? "on" : "off";
    String properties =
        switch (type.folded()) {
          case "microsoft.network/networkinterfaces" ->
              """
              {"enableIPForwarding": %s, "virtualMachine": {"id": "%s"}}
              """
                  .formatted(state == 0, id(9));
          case "microsoft.security/assessments" ->
              "{\"status\": {\"code\": \"%s\"}}"
                  .formatted(List.of("Healthy", "Unhealthy", "NotApplicable").get(state));
          default -> "{\"flag\": \"%s\"}".formatted(flag);
        };
    ObjectValue document =
        ObjectValue.builder()
            .put("id", Json.parse("\"" + id(number).text() + "\""))
            .put("type", Json.parse("\"" + type.text() + "\""))
            .put("tags", Json.parse("{\"state\": \"" + flag + "\"}"))
            .put("properties", Json.parse(properties))
            .build();
    return new Resource(id(number), type, document);
  }

  /** An inventory, and what is known of it by following its changes. */
  private static final class Follower {
    private final Map<String, Resource> inventory = new TreeMap<>();
    private final Map<String, String> assessments = new TreeMap<>();
    private final ContinuousPosture posture =
        PostureAssessor.builder(PLAN, CONTENT, NOW).sampleSize(2).continuous();

    Set<ResourceId> change(List<Step> steps) {
      Set<ResourceId> changed = new HashSet<>();
      for (Step step : steps) {
        ResourceId id = id(step.resource());
        changed.add(id);
        if (step.state().isPresent()) {
          inventory.put(id.folded(), resource(step.resource(), step.state().get()));
        } else {
          inventory.keySet().stream()
              .filter(one -> one.startsWith(id.folded() + "/"))
              .map(ResourceId::of)
              .forEach(changed::add);
          changed.forEach(gone -> {
            if (gone.equals(id) || gone.folded().startsWith(id.folded() + "/")) {
              inventory.remove(gone.folded());
            }
          });
        }
      }
      Map<String, String> fresh = new TreeMap<>();
      Set<ResourceId> judged =
          posture.apply(
              changed, id -> Optional.ofNullable(inventory.get(id.folded())), into(fresh)::accept);
      judged.forEach(id -> assessments.keySet().removeIf(key -> key.startsWith(id.folded() + "|")));
      assessments.putAll(fresh);
      return judged;
    }

    private static Consumer<Assessment> into(Map<String, String> map) {
      return one ->
          map.put(
              one.resource().folded() + "|" + one.recommendation().name(),
              one.status() + " " + one.cause() + " " + one.causeDetail());
    }

    void equalsAFullPass() {
      PostureAssessor full = PostureAssessor.builder(PLAN, CONTENT, NOW).sampleSize(2).build();
      Map<String, String> all = new TreeMap<>();
      inventory.values().forEach(full::observe);
      inventory.values().forEach(one -> full.assess(one, into(all)::accept));
      PostureReport expected = full.report();
      PostureReport report = posture.report();
      assertThat(assessments).isEqualTo(all);
      assertThat(report.resources()).isEqualTo(expected.resources());
      assertThat(report.counts()).isEqualTo(expected.counts());
      assertThat(report.score()).isEqualTo(expected.score());
      assertThat(report.subscriptions()).isEqualTo(expected.subscriptions());
      assertThat(report.controls()).isEqualTo(expected.controls());
      assertThat(report.recommendations()).isEqualTo(expected.recommendations());
      assertThat(report.standards()).isEqualTo(expected.standards());
    }
  }
}
