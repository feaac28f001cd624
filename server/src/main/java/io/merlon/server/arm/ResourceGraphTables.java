package io.merlon.server.arm;

import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.model.Value;
import io.merlon.query.Table;
import io.merlon.query.TableScan;
import io.merlon.query.Tables;
import io.merlon.store.ResourceStore;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tables of a query: the inventory, and what the API lists to the same caller. A row is given
 * only when the caller may read it.
 */
final class ResourceGraphTables implements Tables {
  private static final String SECURITY = "/providers/Microsoft.Security/";
  private static final String AUTHORIZATION = "/providers/Microsoft.Authorization/";
  private static final String STANDARDS = "regulatoryComplianceStandards";
  private static final String CONTROLS = "/regulatoryComplianceControls";
  private static final String STATES = "Microsoft.PolicyInsights/policyStates";
  private static final String PRICINGS = "microsoft.security/pricings";

  private final ArmOperations lists;
  private final ResourceStore resources;
  private final String tenant;
  private final Optional<Set<String>> subscriptions;
  private final ArmRequest request;

  /**
   * @param subscriptions in lower case, those that the query is about; all when there are none
   */
  ResourceGraphTables(
      ArmOperations lists,
      ResourceStore resources,
      String tenant,
      Optional<Set<String>> subscriptions,
      ArmRequest request) {
    this.lists = lists;
    this.resources = resources;
    this.tenant = tenant;
    this.subscriptions = subscriptions;
    this.request = request;
  }

  @Override
  public String tenant() {
    return tenant;
  }

  @Override
  public void scan(TableScan scan, RowSink sink) {
    Rows rows = new Rows(scan, sink);
    inventory(scan, rows);
    switch (scan.table()) {
      case RESOURCES -> {}
      case RESOURCECONTAINERS -> containers(rows);
      case SECURITYRESOURCES -> security(rows);
      case POLICYRESOURCES -> policy(rows);
      case AUTHORIZATIONRESOURCES -> {
        rows.list("", AUTHORIZATION + "roleAssignments", "Microsoft.Authorization/roleAssignments");
        rows.list("", AUTHORIZATION + "roleDefinitions", "Microsoft.Authorization/roleDefinitions");
      }
    }
  }

  private void inventory(TableScan scan, Rows rows) {
    Set<String> within = new HashSet<>(scan.subscriptions().orElse(subscriptions.orElse(Set.of())));
    subscriptions.ifPresent(within::retainAll);
    boolean none =
        within.isEmpty() && (scan.subscriptions().isPresent() || subscriptions.isPresent());
    if (!none && !scan.types().equals(Optional.of(Set.<String>of()))) {
      resources.scan(
          scan.types().orElse(Set.of()),
          within,
          resource -> !belongs(resource, scan.table()) || rows.add(resource.document()));
    }
  }

  /** Plans are listed, also where nobody has written any. */
  private static boolean belongs(Resource resource, Table table) {
    String type = resource.type().folded();
    return Table.ofType(type) == table && !type.equals(PRICINGS);
  }

  private void containers(Rows rows) {
    for (String subscription : resources.subscriptions()) {
      rows.add(
          container(
              "/subscriptions/" + subscription, subscription, "Microsoft.Resources/subscriptions"));
    }
    for (String group : resources.resourceGroups()) {
      rows.add(
          container(
              group,
              ResourceId.of(group).lastSegment(),
              "Microsoft.Resources/subscriptions/resourceGroups"));
    }
  }

  private static ObjectValue container(String id, String name, String type) {
    return ArmResponse.resource(
        id, name, type, ObjectValue.builder().put("state", "Enabled").build());
  }

  private void security(Rows rows) {
    for (String subscription : rows.subscriptions()) {
      String scope = "/subscriptions/" + subscription;
      String base = scope + SECURITY;
      String type = "Microsoft.Security/";
      rows.list(scope, base + "assessments", type + "assessments");
      rows.list(scope, base + "subAssessments", type + "assessments/subAssessments");
      rows.list(scope, base + "secureScores", type + "secureScores");
      rows.list(scope, base + "secureScoreControls", type + "secureScores/secureScoreControls");
      rows.list(scope, base + "pricings", type + "pricings");
      rows.list(scope, base + "alerts", AlertOperations.ALERTS_IN);
      rows.list(scope, base + "securityContacts", type + "securityContacts");
      compliance(scope, base + STANDARDS, type + STANDARDS, rows);
    }
  }

  private void compliance(String scope, String path, String type, Rows rows) {
    String ofControl = type + CONTROLS;
    String ofAssessment = ofControl + "/regulatoryComplianceAssessments";
    rows.list(scope, path, type);
    if (!rows.wants(scope, ofControl) && !rows.wants(scope, ofAssessment)) {
      return;
    }
    for (ObjectValue standard : items(path)) {
      String controls = path + "/" + standard.get("name").textOr("") + CONTROLS;
      rows.list(scope, controls, ofControl);
      if (rows.wants(scope, ofAssessment)) {
        for (ObjectValue control : items(controls)) {
          String name = control.get("name").textOr("");
          rows.list(
              scope, controls + "/" + name + "/regulatoryComplianceAssessments", ofAssessment);
        }
      }
    }
  }

  private List<ObjectValue> items(String path) {
    List<ObjectValue> items = new ArrayList<>();
    pages(path, items::add);
    return items;
  }

  private void policy(Rows rows) {
    for (String name :
        List.of(
            "policyDefinitions", "policySetDefinitions", "policyAssignments", "policyExemptions")) {
      rows.list("", AUTHORIZATION + name, "Microsoft.Authorization/" + name);
    }
    for (String subscription : rows.subscriptions()) {
      String scope = "/subscriptions/" + subscription;
      if (rows.wants(scope, STATES)) {
        pages(scope + SECURITY + "assessments", one -> rows.add(state(one)));
      }
    }
  }

  /** How a resource stands with a policy: what its assessment by that policy says. */
  private static ObjectValue state(ObjectValue assessment) {
    Value properties = assessment.get("properties");
    String resource = properties.get("resourceDetails").get("id").textOr("");
    String name = assessment.get("name").textOr("");
    Value status = properties.get("status");
    ObjectValue state =
        ObjectValue.builder()
            .put("resourceId", resource)
            .put(
                "resourceType",
                ResourceId.of(resource).type().map(type -> type.folded()).orElse(""))
            .put("policyDefinitionName", name)
            .put(
                "policyDefinitionId",
                properties.get("metadata").get("policyDefinitionId").textOr(""))
            .put(
                "complianceState",
                switch (status.get("code").textOr("")) {
                  case "Healthy" -> "Compliant";
                  case "Unhealthy" -> "NonCompliant";
                  default -> status.get("cause").textOr("").equals("Exempt") ? "Exempt" : "Unknown";
                })
            .put("timestamp", status.get("statusChangeDate").textOr(""))
            .build();
    return ArmResponse.resource(
        resource + "/providers/" + STATES + "/" + name, name, STATES, state);
  }

  /** Takes items and says whether more are wanted. */
  @FunctionalInterface
  private interface ItemSink {
    boolean accept(ObjectValue item);
  }

  /** All pages of a list of the API; nothing where there is no such list. */
  private void pages(String path, ItemSink sink) {
    ArmPath list = ArmPath.of(path);
    Optional<ArmOperation> operation = lists.find("GET", list);
    if (operation.isEmpty()) {
      return;
    }
    Optional<String> after = Optional.of("");
    while (after.isPresent()) {
      Value page =
          operation.get().perform(request.forList(list, Map.of("$skiptoken", after.get()))).body();
      if (page.get("value") instanceof ArrayValue(List<Value> items)) {
        for (Value item : items) {
          if (item instanceof ObjectValue object && !sink.accept(object)) {
            return;
          }
        }
      }
      after = skipToken(page.get("nextLink").textOr(""));
    }
  }

  private static Optional<String> skipToken(String link) {
    String name = "$skipToken=";
    int start = link.indexOf(name);
    if (start < 0) {
      return Optional.empty();
    }
    String rest = link.substring(start + name.length());
    int end = rest.indexOf('&');
    return Optional.of(
        URLDecoder.decode(end < 0 ? rest : rest.substring(0, end), StandardCharsets.UTF_8));
  }

  /** The rows of one scan: each once, and only what is asked for and may be read. */
  private final class Rows {
    private final TableScan scan;
    private final RowSink sink;
    private final Set<String> given = new HashSet<>();
    private boolean wanted = true;

    Rows(TableScan scan, RowSink sink) {
      this.scan = scan;
      this.sink = sink;
    }

    boolean add(ObjectValue row) {
      ResourceId id = ResourceId.of(row.get("id").textOr(""));
      boolean isAsked =
          subscriptions.isEmpty()
              || id.subscription()
                  .filter(one -> subscriptions.get().contains(one.toLowerCase(Locale.ROOT)))
                  .isPresent();
      boolean once = scan.table() == Table.RESOURCES || given.add(id.folded());
      if (wanted && isAsked && once && request.mayReadThing().test(id.folded())) {
        wanted = sink.accept(row);
      }
      return wanted;
    }

    boolean wants(String scope, String type) {
      String subscription = scope.substring(scope.lastIndexOf('/') + 1);
      return wanted
          && scan.wantsType(type)
          && (scope.isEmpty() || scan.wantsSubscription(subscription));
    }

    void list(String scope, String path, String type) {
      if (wants(scope, type)) {
        pages(path, this::add);
      }
    }

    List<String> subscriptions() {
      return resources.subscriptions().stream()
          .filter(one -> subscriptions.isEmpty() || subscriptions.get().contains(one))
          .filter(scan::wantsSubscription)
          .toList();
    }
  }
}
