package io.merlon.server.arm;

import io.merlon.model.ObjectValue;
import io.merlon.model.ResourceId;
import io.merlon.posture.AssessmentStatus;
import io.merlon.posture.Recommendation;
import io.merlon.server.assessment.Standing;
import io.merlon.store.Database;
import io.merlon.store.StoredAssessment;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * {@code tasks}: one for each unhealthy assessment. What people did to a task holds until its
 * assessment changes its status.
 */
final class TaskOperations {
  private static final String TASKS = "Microsoft.Security/tasks";
  private static final String TASKS_IN = "Microsoft.Security/locations/tasks";
  private static final String FOLDED = TASKS_IN.toLowerCase(Locale.ROOT);
  private static final Map<String, String> STATE_AFTER =
      Map.of(
          "activate", "Active",
          "dismiss", "Dismissed",
          "start", "InProgress",
          "resolve", "Resolved",
          "close", "Closed");

  private final Database database;
  private final Supplier<Standing> standing;
  private final InstantSource clock;

  TaskOperations(Database database, Supplier<Standing> standing, InstantSource clock) {
    this.database = database;
    this.standing = standing;
    this.clock = clock;
  }

  void register(ArmOperations operations) {
    operations
        .collection("GET", TASKS, this::list)
        .collection(
            "GET",
            TASKS_IN,
            request -> {
              LocationOperations.check(request);
              return list(request);
            })
        .item("GET", TASKS_IN, this::one);
    STATE_AFTER.forEach((action, state) ->
        operations.collection("POST", TASKS_IN + "/" + action, request -> move(request, state)));
  }

  private ArmResponse list(ArmRequest request) {
    Map<String, ObjectValue> moved = new HashMap<>();
    for (ObjectValue one : database.documents().list(FOLDED, stateId(request, ""))) {
      moved.put(one.get("name").textOr(""), one);
    }
    return ListQuery.page(
        request,
        (after, size) ->
            database
                .assessments()
                .list(
                    request.path().foldedScope(),
                    Optional.of(AssessmentStatus.UNHEALTHY),
                    after,
                    size),
        one -> task(one, Optional.ofNullable(moved.get(one.key().toString()))));
  }

  private ArmResponse one(ArmRequest request) {
    StoredAssessment found = find(request);
    return ArmResponse.ok(
        task(found, database.documents().find(stateId(request, found.key().toString()))));
  }

  private StoredAssessment find(ArmRequest request) {
    LocationOperations.check(request);
    return key(request.path().names().get(1))
        .flatMap(key -> database.assessments().find(request.subscription(), key))
        .filter(one -> one.status() == AssessmentStatus.UNHEALTHY)
        .orElseThrow(() -> ArmException.notFound(request.path().text()));
  }

  private static Optional<UUID> key(String name) {
    return name.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
        ? Optional.of(UUID.fromString(name))
        : Optional.empty();
  }

  private ArmResponse move(ArmRequest request, String state) {
    String name = find(request).key().toString();
    ObjectValue document =
        ObjectValue.builder()
            .put("name", name)
            .put("state", state)
            .put("at", clock.instant().toString())
            .build();
    database.documents().put(stateId(request, name), FOLDED, document);
    return ArmResponse.empty(204);
  }

  private static String stateId(ArmRequest request, String name) {
    return "/subscriptions/" + request.subscription() + "/providers/" + FOLDED + "/" + name;
  }

  /**
   * A task.
   *
   * @param state what people made of it last, at any time
   */
  private ObjectValue task(StoredAssessment one, Optional<ObjectValue> state) {
    Optional<ObjectValue> moved =
        state.filter(
            found -> !Instant.parse(found.get("at").textOr("")).isBefore(one.statusChanged()));
    ObjectValue.Builder parameters =
        ObjectValue.builder().put("assessmentKey", one.recommendation());
    Optional<Recommendation> recommendation = standing.get().recommendation(one.recommendation());
    parameters.put(
        "name", recommendation.map(Recommendation::displayName).orElse(one.recommendation()));
    recommendation.ifPresent(
        known -> parameters.put("severity", AssessmentMetadata.severity(known)));
    parameters.put("resourceId", one.resourceId());
    String name = one.key().toString();
    return ArmResponse.resource(
        place(one)
            + "/providers/Microsoft.Security/locations/"
            + LocationOperations.HOME
            + "/tasks/"
            + name,
        name,
        TASKS_IN,
        ObjectValue.builder()
            .put("state", moved.map(found -> found.get("state").textOr("")).orElse("Active"))
            .put("subState", "NA")
            .put("creationTimeUtc", one.statusChanged().toString())
            .put(
                "lastStateChangeTimeUtc",
                moved
                    .map(found -> found.get("at").textOr(""))
                    .orElse(one.statusChanged().toString()))
            .put("securityTaskParameters", parameters.build())
            .build());
  }

  /** A task lies in the group of its resource, else in its subscription. */
  private static String place(StoredAssessment one) {
    ResourceId resource = ResourceId.of(one.resourceId());
    return resource.resourceGroupId().or(resource::subscriptionId).map(ResourceId::text).orElse("");
  }
}
