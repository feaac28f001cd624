package io.merlon.server.arm;

import io.merlon.model.ArrayValue;
import io.merlon.model.DecimalValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import io.merlon.posture.ControlScore;
import io.merlon.posture.PostureReport;
import io.merlon.posture.Score;
import io.merlon.posture.SecurityControl;
import io.merlon.posture.SubscriptionScore;
import io.merlon.server.assessment.Standing;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code secureScores}, {@code secureScoreControls}, {@code secureScoreControlDefinitions}. */
final class SecureScoreOperations {
  private static final String SCORES = "Microsoft.Security/secureScores";
  private static final String CONTROLS = SCORES + "/secureScoreControls";
  private static final String ALL_CONTROLS = "Microsoft.Security/secureScoreControls";
  private static final String DEFINITIONS = "Microsoft.Security/secureScoreControlDefinitions";
  private static final String NAME = "ascScore";

  private final ControlNames names = new ControlNames();
  private final Supplier<Standing> standing;

  SecureScoreOperations(Supplier<Standing> standing) {
    this.standing = standing;
  }

  void register(ArmOperations operations) {
    operations
        .collection("GET", SCORES, request -> ArmResponse.list(score(request).stream().toList()))
        .item("GET", SCORES, this::one)
        .collection("GET", CONTROLS, this::controls)
        .collection("GET", ALL_CONTROLS, this::controls)
        .collection("GET", DEFINITIONS, this::definitions);
  }

  /** That of a subscription; without one, which ARM does not know, that of everything. */
  private Optional<SubscriptionScore> of(ArmRequest request) {
    PostureReport report = standing.get().report();
    if (request.subscription().isEmpty()) {
      long weight = report.subscriptions().stream().mapToLong(SubscriptionScore::weight).sum();
      return Optional.of(new SubscriptionScore("", report.score(), weight, report.controls()));
    }
    return report.subscriptions().stream()
        .filter(one -> one.subscription().equals(scope(request)))
        .findFirst();
  }

  private Optional<ObjectValue> score(ArmRequest request) {
    return of(request)
        .map(one ->
            ObjectValue.builder()
                .put("id", scope(request) + "/providers/" + SCORES + "/" + NAME)
                .put("name", NAME)
                .put("type", SCORES)
                .put(
                    "properties",
                    ObjectValue.builder()
                        .put("displayName", "ASC score")
                        .put("score", score(one.score()))
                        .put("weight", one.weight())
                        .build())
                .build());
  }

  private static String scope(ArmRequest request) {
    return request.subscription().isEmpty() ? "" : "/subscriptions/" + request.subscription();
  }

  private ArmResponse one(ArmRequest request) {
    return score(request)
        .filter(found -> request.path().lastName().equalsIgnoreCase(NAME))
        .map(ArmResponse::ok)
        .orElseThrow(() -> ArmException.notFound(request.path().text()));
  }

  private ArmResponse controls(ArmRequest request) {
    boolean expanded =
        request.parameter("$expand").filter("definition"::equalsIgnoreCase).isPresent();
    List<Value> items = new ArrayList<>();
    List<ControlScore> scores =
        of(request).map(SubscriptionScore::controls).orElse(List.<ControlScore>of());
    for (ControlScore one : scores) {
      if (one.healthy() + one.unhealthy() + one.notApplicable() > 0) {
        items.add(control(request, one, expanded));
      }
    }
    return ArmResponse.list(items);
  }

  private ObjectValue control(ArmRequest request, ControlScore one, boolean expanded) {
    double share = one.max() == 0 ? 0 : one.current() / one.max();
    ObjectValue.Builder properties =
        ObjectValue.builder()
            .put("displayName", one.control().displayName())
            .put("healthyResourceCount", one.healthy())
            .put("unhealthyResourceCount", one.unhealthy())
            .put("notApplicableResourceCount", one.notApplicable())
            .put("score", figures(one.current(), one.max(), share))
            .put("weight", one.healthy() + one.unhealthy());
    if (expanded) {
      properties.put("definition", definition(one.control()));
    }
    String name = names.of(one.control());
    return ObjectValue.builder()
        .put(
            "id",
            scope(request) + "/providers/" + SCORES + "/" + NAME + "/secureScoreControls/" + name)
        .put("name", name)
        .put("type", CONTROLS)
        .put("properties", properties.build())
        .build();
  }

  private ArmResponse definitions(ArmRequest request) {
    return ArmResponse.list(
        standing.get().report().controls().stream().map(one -> definition(one.control())).toList());
  }

  private ObjectValue definition(SecurityControl control) {
    List<Value> members = new ArrayList<>();
    standing.get().recommendations().values().stream()
        .filter(one -> one.counted() && one.control().filter(control::equals).isPresent())
        .map(AssessmentMetadata::id)
        .sorted()
        .forEach(id -> members.add(ObjectValue.builder().put("id", id).build()));
    return ObjectValue.builder()
        .put("id", "/providers/" + DEFINITIONS + "/" + names.of(control))
        .put("name", names.of(control))
        .put("type", DEFINITIONS)
        .put(
            "properties",
            ObjectValue.builder()
                .put("displayName", control.displayName())
                .put("description", control.description())
                .put("maxScore", control.maxScore())
                .put("source", ObjectValue.builder().put("sourceType", "BuiltIn").build())
                .put("assessmentDefinitions", new ArrayValue(members))
                .build())
        .build();
  }

  private static ObjectValue score(Score score) {
    return figures(score.current(), score.max(), score.percentage() / 100);
  }

  private static ObjectValue figures(double current, int max, double share) {
    return ObjectValue.builder()
        .put("current", new DecimalValue(BigDecimal.valueOf(current)))
        .put("max", max)
        .put("percentage", new DecimalValue(BigDecimal.valueOf(share)))
        .build();
  }
}
