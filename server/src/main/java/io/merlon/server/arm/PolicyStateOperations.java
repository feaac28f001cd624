package io.merlon.server.arm;

import io.merlon.model.ArrayValue;
import io.merlon.model.NullValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import io.merlon.server.assessment.Standing;
import io.merlon.server.odata.ODataOrder;
import io.merlon.store.AssessmentStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** {@code Microsoft.PolicyInsights/policyStates/latest}: query and summarize. */
final class PolicyStateOperations {
  private static final String TYPE = "Microsoft.PolicyInsights/policyStates";
  private static final int SORTED_AT_MOST = 20_000;

  private final AssessmentStore assessments;
  private final Supplier<Standing> standing;

  PolicyStateOperations(AssessmentStore assessments, Supplier<Standing> standing) {
    this.assessments = assessments;
    this.standing = standing;
  }

  void register(ArmOperations operations) {
    operations
        .collection("POST", TYPE + "/queryResults", this::query)
        .collection("POST", TYPE + "/summarize", this::summarize);
  }

  private PolicyStates states(ArmRequest request) {
    if (!request.path().names().getFirst().equalsIgnoreCase("latest")) {
      throw ArmException.badRequest(
          "NotSupported", "Only the latest policy states are kept, ask for policyStates/latest.");
    }
    for (String unknown : List.of("$apply", "$expand")) {
      if (request.parameter(unknown).isPresent()) {
        throw ArmException.badRequest("NotSupported", unknown + " is not supported here.");
      }
    }
    return PolicyStates.at(request.path().foldedScope(), assessments, standing.get().policies());
  }

  private static String context(ArmRequest request) {
    return request.address() + request.path().scope() + "/providers/" + TYPE + "/$metadata#latest";
  }

  private ArmResponse query(ArmRequest request) {
    return request.parameter("$orderby").isPresent() ? sorted(request) : unsorted(request);
  }

  /** Goes on from page to page; {@code $top} is how many there are at most, over all pages. */
  private ArmResponse unsorted(ArmRequest request) {
    Predicate<Value> filter = ListQuery.filter(request);
    List<ObjectValue> rows = new ArrayList<>();
    List<String> next = new ArrayList<>();
    states(request)
        .walk(
            request.parameter("$skiptoken").orElse(""),
            step -> {
              documents(request, step.states().stream()).filter(filter).forEach(rows::add);
              if (rows.size() >= request.pageSize()) {
                next.add(step.position());
              }
              return next.isEmpty();
            });
    boolean limited = request.parameter("$top").isPresent();
    return answer(
        request,
        limited ? rows.stream().limit(request.pageSize()).toList() : rows,
        limited ? Optional.empty() : next.stream().findFirst());
  }

  private ArmResponse sorted(ArmRequest request) {
    Predicate<Value> filter = ListQuery.filter(request);
    Comparator<Value> order =
        ListQuery.read("$orderby", request.parameter("$orderby").orElseThrow(), ODataOrder::parse);
    List<ObjectValue> rows = new ArrayList<>();
    states(request)
        .walk(
            "",
            step -> {
              documents(request, step.states().stream()).filter(filter).forEach(rows::add);
              if (rows.size() > SORTED_AT_MOST) {
                throw ArmException.badRequest(
                    "TooManyResults",
                    "$orderby sorts 20,000 states at most: narrow them with $filter or the scope.");
              }
              return true;
            });
    rows.sort(order);
    int from = Math.min(rows.size(), offset(request));
    int to = Math.min(rows.size(), from + request.pageSize());
    boolean more = to < rows.size() && request.parameter("$top").isEmpty();
    return answer(
        request,
        rows.subList(from, to),
        more ? Optional.of(Integer.toString(to)) : Optional.empty());
  }

  private static int offset(ArmRequest request) {
    String text = request.parameter("$skiptoken").orElse("0");
    if (!text.matches("\\d{1,6}")) {
      throw ArmException.badRequest(
          "InvalidQueryParameterValue", "$skiptoken is not one that this list gave: " + text);
    }
    return Integer.parseInt(text);
  }

  private static Stream<ObjectValue> documents(ArmRequest request, Stream<PolicyState> states) {
    String context = context(request) + "/$entity";
    return states.map(one -> one.document(context));
  }

  private static ArmResponse answer(
      ArmRequest request, List<ObjectValue> rows, Optional<String> next) {
    List<String> wanted =
        request.parameter("$select").stream()
            .flatMap(text -> Stream.of(text.split(",")))
            .map(String::strip)
            .toList();
    List<Value> shown = new ArrayList<>();
    rows.forEach(row -> shown.add(wanted.isEmpty() ? row : selected(row, wanted)));
    ObjectValue.Builder body =
        ObjectValue.builder()
            .put("@odata.context", context(request))
            .put("@odata.count", shown.size())
            .put("value", new ArrayValue(shown));
    next.ifPresent(position -> body.put("@odata.nextLink", ArmResponse.linkTo(request, position)));
    return ArmResponse.ok(body.build());
  }

  private static ObjectValue selected(ObjectValue row, List<String> wanted) {
    ObjectValue.Builder chosen = ObjectValue.builder();
    for (String name : wanted) {
      Value value = row.get(name);
      chosen.put(name, value.isAbsent() ? NullValue.NULL : value);
    }
    return chosen.build();
  }

  private ArmResponse summarize(ArmRequest request) {
    Predicate<Value> filter = ListQuery.filter(request);
    boolean filtered = request.parameter("$filter").isPresent();
    String context = context(request);
    PolicyStateSummary summary = new PolicyStateSummary();
    states(request)
        .walk(
            "",
            step -> {
              step.states().stream()
                  .filter(one -> !filtered || filter.test(one.document(context)))
                  .forEach(summary::add);
              return true;
            });
    ObjectValue body =
        summary.body(
            context + "/$entity",
            request.address()
                + request.path().scope()
                + "/providers/"
                + TYPE
                + "/latest/queryResults",
            request.parameter("$top").isPresent() ? request.pageSize() : Integer.MAX_VALUE);
    return ArmResponse.ok(
        ObjectValue.builder()
            .put("@odata.context", context)
            .put("@odata.count", 1)
            .put("value", new ArrayValue(List.of(body)))
            .build());
  }
}
