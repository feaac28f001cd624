package io.merlon.server.arm;

import io.merlon.model.ArrayValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import io.merlon.query.QueryException;
import io.merlon.query.QueryResult;
import io.merlon.query.ResultColumn;
import io.merlon.server.arm.ResourceGraphOperations.QueryRun;
import java.util.ArrayList;
import java.util.List;

/** Facets: how often each value of an expression comes in a query's result. */
final class ResourceGraphFacets {
  private static final int MOST_FACETS = 10;
  private static final int USUAL_VALUES = 10;
  private static final int MOST_VALUES = 1_000;

  private final QueryRun run;
  private final String query;
  private final List<ResultColumn> columns;

  ResourceGraphFacets(QueryRun run, String query, List<ResultColumn> columns) {
    this.run = run;
    this.query = query;
    this.columns = List.copyOf(columns);
  }

  ArrayValue of(Value requests) {
    if (!(requests instanceof ArrayValue(List<Value> items))) {
      return ArrayValue.EMPTY;
    }
    if (items.size() > MOST_FACETS) {
      throw ArmException.badRequest(
          "InvalidFacets", "A query may have " + MOST_FACETS + " facets at most.");
    }
    List<Value> facets = new ArrayList<>();
    items.forEach(item -> facets.add(one(item)));
    return new ArrayValue(facets);
  }

  private ObjectValue one(Value request) {
    String expression = request.get("expression").textOr("");
    Value options = request.get("options");
    ObjectValue.Builder facet = ObjectValue.builder().put("expression", expression);
    try {
      QueryResult result = run.of(counted(expression, options), 0, most(options));
      return facet
          .put("resultType", "FacetResult")
          .put("totalRecords", result.total())
          .put("count", result.rows().size())
          .put("data", result.objects())
          .build();
    } catch (QueryException e) {
      ObjectValue error =
          ObjectValue.builder()
              .put("code", "InvalidFacet")
              .put("message", String.valueOf(e.getMessage()))
              .build();
      return facet.put("resultType", "FacetError").put("errors", ArrayValue.of(error)).build();
    }
  }

  /** On lines of their own, so that a comment at the end of the query stays one. */
  private String counted(String expression, Value options) {
    String filter = options.get("filter").textOr("");
    String order = options.get("sortOrder").textOr("desc");
    String by = options.get("sortBy").textOr("");
    return query
        + (filter.isEmpty() ? "" : "\n| where " + filter)
        + "\n| summarize ['count'] = count() by "
        + column(expression)
        + "\n| order by "
        + (by.isEmpty() ? "['count']" : by)
        + (order.equalsIgnoreCase("asc") ? " asc" : " desc");
  }

  /** A path is asked for as it was projected: {@code a.b} as the column {@code a_b}. */
  private String column(String expression) {
    return columns.stream()
        .map(ResultColumn::name)
        .filter(expression.replace('.', '_')::equalsIgnoreCase)
        .findFirst()
        .map(name -> "['" + name + "']")
        .orElse(expression);
  }

  private static int most(Value options) {
    return options.get("$top") instanceof IntegerValue(long top)
        ? Math.clamp(top, 1, MOST_VALUES)
        : USUAL_VALUES;
  }
}
