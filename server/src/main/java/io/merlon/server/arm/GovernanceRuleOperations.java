package io.merlon.server.arm;

import io.merlon.connect.file.GovernanceReader;
import io.merlon.model.AbsentValue;
import io.merlon.model.ArrayValue;
import io.merlon.model.BooleanValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.ResourceId;
import io.merlon.model.Value;
import io.merlon.policy.PolicyProblem;
import io.merlon.posture.GovernanceRule;
import io.merlon.posture.Recommendation;
import io.merlon.server.assessment.ContinuousAssessment;
import io.merlon.server.assessment.Standing;
import io.merlon.store.Database;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** {@code governanceRules}: kept as written once they can be read, and executed on demand. */
final class GovernanceRuleOperations {
  private static final String RULES = "Microsoft.Security/governanceRules";
  private static final String RESULTS = RULES + "/operationResults";
  private static final int REMEMBERED = 1_000;
  private static final int LAST_PRIORITY = 1_000;

  private final Database database;
  private final Supplier<Standing> standing;
  private final ContinuousAssessment assessment;

  /** Executions by id, with what has to be assessed until they are done. */
  private final Map<String, Long> executions =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > REMEMBERED;
        }
      };

  GovernanceRuleOperations(
      Database database, Supplier<Standing> standing, ContinuousAssessment assessment) {
    this.database = database;
    this.standing = standing;
    this.assessment = assessment;
  }

  void register(ArmOperations operations) {
    new DocumentOperations(RULES, database.documents(), this::check, type -> assessment.changed())
        .register(operations);
    operations
        .collection("POST", RULES + "/execute", this::execute)
        .item("GET", RESULTS, this::result);
  }

  private void check(ObjectValue document, String type) {
    Value properties = document.get("properties");
    List<String> wrong = new ArrayList<>();
    if (properties.get("displayName").textOr("").isBlank()) {
      wrong.add("/properties/displayName: a name is needed");
    }
    if (!(properties.get("rulePriority") instanceof IntegerValue(long priority))
        || priority < 0
        || priority > LAST_PRIORITY) {
      wrong.add("/properties/rulePriority: a whole number from 0 (first) to 1000 is needed");
    }
    if (!(properties.get("conditionSets") instanceof ArrayValue)) {
      wrong.add("/properties/conditionSets: a list is needed");
    }
    String owner = properties.get("ownerSource").get("type").textOr("");
    if (!owner.equalsIgnoreCase("ByTag") && !owner.equalsIgnoreCase("Manually")) {
      wrong.add("/properties/ownerSource/type: ByTag or Manually is needed");
    }
    List<PolicyProblem> problems = new ArrayList<>();
    GovernanceReader.read("", document, problems::add);
    problems.forEach(one -> wrong.add(one.pointer() + ": " + one.reason()));
    if (!wrong.isEmpty()) {
      throw ArmException.badRequest("InvalidGovernanceRule", String.join("; ", wrong));
    }
  }

  /** Judges everything by the rules; with {@code override} what was settled is settled anew. */
  private ArmResponse execute(ArmRequest request) {
    String text = request.path().text();
    String id = text.substring(0, text.lastIndexOf('/'));
    ObjectValue document =
        database
            .documents()
            .find(id.toLowerCase(Locale.ROOT))
            .orElseThrow(() -> ArmException.notFound(id));
    if (request.body().get("override") == BooleanValue.TRUE) {
      GovernanceReader.read(id, document, problem -> {}).ifPresent(this::forget);
    }
    String operation = UUID.randomUUID().toString();
    long goal = assessment.reassess();
    synchronized (executions) {
      executions.put(operation, goal);
    }
    return ArmResponse.accepted(
        AbsentValue.ABSENT,
        request.address()
            + id
            + "/operationResults/"
            + operation
            + "?api-version="
            + request.parameter("api-version").orElse(""));
  }

  private void forget(GovernanceRule rule) {
    database
        .governance()
        .forget(
            rule.scope().folded().equals("/") ? "" : rule.scope().folded(),
            rule.excludedScopes().stream().map(ResourceId::folded).toList(),
            standing.get().recommendations().values().stream()
                .filter(rule::isFor)
                .map(Recommendation::name)
                .collect(Collectors.toSet()));
  }

  private ArmResponse result(ArmRequest request) {
    Long goal;
    synchronized (executions) {
      goal = executions.get(request.path().lastName());
    }
    if (goal == null) {
      throw ArmException.notFound(request.path().text());
    }
    boolean done = assessment.isDone(goal);
    ObjectValue body =
        ObjectValue.builder().put("status", done ? "Succeeded" : "InProgress").build();
    return done
        ? ArmResponse.ok(body)
        : ArmResponse.accepted(
            body,
            request.address()
                + request.path().text()
                + "?api-version="
                + request.parameter("api-version").orElse(""));
  }
}
