package io.merlon.server.arm;

import io.merlon.model.BooleanValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.ResourceId;
import io.merlon.model.Value;
import io.merlon.posture.GovernanceAssignment;
import io.merlon.store.GovernanceStore;
import io.merlon.store.Page;
import io.merlon.store.StoredGovernanceAssignment;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * {@code governanceAssignments}: who is to fix one unhealthy resource by when, at most one an
 * assessment. The list over a whole scope, at {@code SCOPE/providers/Microsoft.Security/
 * governanceAssignments}, is Merlon's own.
 */
final class GovernanceAssignmentOperations {
  private static final String ASSIGNMENTS = "Microsoft.Security/assessments/governanceAssignments";
  private static final String OF_SCOPE = "Microsoft.Security/governanceAssignments";
  private static final List<String> DETAILS =
      List.of("remediationEta", "governanceEmailNotification", "additionalData");

  private final GovernanceStore governance;
  private final InstantSource clock;
  private final Consumer<Collection<ResourceId>> changed;

  /**
   * @param changed is told which resources are governed otherwise now
   */
  GovernanceAssignmentOperations(
      GovernanceStore governance, InstantSource clock, Consumer<Collection<ResourceId>> changed) {
    this.governance = governance;
    this.clock = clock;
    this.changed = changed;
  }

  void register(ArmOperations operations) {
    operations
        .collection("GET", ASSIGNMENTS, this::ofAssessment)
        .item("GET", ASSIGNMENTS, request -> ArmResponse.ok(show(named(request))))
        .item("PUT", ASSIGNMENTS, this::put)
        .item("DELETE", ASSIGNMENTS, this::delete)
        .collection("GET", OF_SCOPE, this::ofScope);
  }

  private ArmResponse ofAssessment(ArmRequest request) {
    return ArmResponse.list(find(request).stream().map(this::show).toList());
  }

  private Optional<StoredGovernanceAssignment> find(ArmRequest request) {
    return governance.find(request.path().foldedScope(), assessment(request));
  }

  private static String assessment(ArmRequest request) {
    return request.path().names().getFirst();
  }

  private StoredGovernanceAssignment named(ArmRequest request) {
    return find(request)
        .filter(one -> one.name().equalsIgnoreCase(request.path().lastName()))
        .orElseThrow(() -> ArmException.notFound(request.path().text()));
  }

  private ArmResponse ofScope(ArmRequest request) {
    boolean overdue = request.parameter("overdue").filter("true"::equalsIgnoreCase).isPresent();
    Page<StoredGovernanceAssignment> page =
        governance.list(
            new GovernanceStore.Filter(
                request.path().foldedScope(),
                request.parameter("assessment").orElse(""),
                overdue ? Optional.of(today()) : Optional.empty()),
            request.parameter("$skiptoken").orElse(""),
            request.pageSize());
    List<Value> items = new ArrayList<>();
    page.items().forEach(one -> items.add(show(one)));
    return ArmResponse.page(request, items, page.next());
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private ArmResponse put(ArmRequest request) {
    Value properties = request.body().get("properties");
    GovernanceAssignment settled =
        new GovernanceAssignment(
            properties.get("owner").textOr(""),
            due(properties.get("remediationDueDate").textOr("")),
            properties.get("isGracePeriod") == BooleanValue.TRUE);
    ObjectValue.Builder details = ObjectValue.builder();
    for (String name : DETAILS) {
      if (properties.get(name) instanceof ObjectValue detail) {
        details.put(name, detail);
      }
    }
    boolean isNew = find(request).isEmpty();
    boolean kept =
        governance.settle(
            request.path().foldedScope(),
            assessment(request),
            request.path().lastName(),
            settled,
            details.build(),
            clock.instant());
    if (!kept) {
      throw new ArmException(
          404,
          "AssessmentNotFound",
          "'" + request.path().scope() + "' is not unhealthy for '" + assessment(request) + "'.");
    }
    changed.accept(List.of(ResourceId.of(request.path().scope())));
    return ArmResponse.created(isNew, show(named(request)));
  }

  /** A day that people mean: years beyond four digits would not fit what is computed from it. */
  private static LocalDate due(String text) {
    try {
      if (text.matches("\\d{4}-.*")) {
        return text.length() == 10
            ? LocalDate.parse(text)
            : LocalDate.ofInstant(OffsetDateTime.parse(text).toInstant(), ZoneOffset.UTC);
      }
    } catch (DateTimeParseException e) {
      throw wrongDue(text);
    }
    throw wrongDue(text);
  }

  private static ArmException wrongDue(String text) {
    return ArmException.badRequest(
        "InvalidRequestContent",
        "properties.remediationDueDate must be a time such as 2030-01-31T00:00:00Z, not '"
            + text
            + "'.");
  }

  /** Where a rule applies, it applies again. */
  private ArmResponse delete(ArmRequest request) {
    boolean wasThere =
        find(request)
                .filter(one -> one.name().equalsIgnoreCase(request.path().lastName()))
                .isPresent()
            && governance.release(request.path().foldedScope(), assessment(request));
    if (wasThere) {
      changed.accept(List.of(ResourceId.of(request.path().scope())));
    }
    return ArmResponse.deleted(wasThere);
  }

  private ObjectValue show(StoredGovernanceAssignment one) {
    Instant due = one.due().atStartOfDay(ZoneOffset.UTC).toInstant();
    ObjectValue properties =
        ObjectValue.builder()
            .put("owner", one.owner())
            .put("remediationDueDate", due.toString())
            .put("isGracePeriod", BooleanValue.of(one.gracePeriod()))
            .put("isOverdue", BooleanValue.of(today().isAfter(one.due())))
            .put("governanceRule", one.rule())
            .build();
    for (String name : DETAILS) {
      if (one.details().get(name) instanceof ObjectValue detail) {
        properties = properties.with(name, detail);
      }
    }
    return ArmResponse.resource(
        one.resourceId()
            + "/providers/Microsoft.Security/assessments/"
            + one.recommendation()
            + "/governanceAssignments/"
            + one.name(),
        one.name(),
        ASSIGNMENTS,
        properties);
  }
}
