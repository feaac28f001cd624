package io.merlon.server.arm;

import io.merlon.model.ArrayValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.query.QueryException;
import io.merlon.query.QueryLimitException;
import io.merlon.query.QueryLimits;
import io.merlon.query.QueryPlan;
import io.merlon.query.QueryResult;
import io.merlon.store.ResourceStore;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** {@code Microsoft.ResourceGraph/resources}: queries over all that there is. */
final class ResourceGraphOperations {
  private static final int MOST_ROWS = 1_000;
  private static final long SECONDS = 30;

  /** Each may take up memory, so only so many run at once. */
  private static final int AT_ONCE = 4;

  private final ArmOperations lists;
  private final ResourceStore resources;
  private final String tenant;
  private final InstantSource clock;
  private final Semaphore running = new Semaphore(AT_ONCE, true);

  /**
   * @param lists what the API lists is what the tables hold
   */
  ResourceGraphOperations(
      ArmOperations lists, ResourceStore resources, String tenant, InstantSource clock) {
    this.lists = lists;
    this.resources = resources;
    this.tenant = tenant;
    this.clock = clock;
  }

  void register(ArmOperations operations) {
    operations.collection("POST", "Microsoft.ResourceGraph/resources", this::query);
  }

  private ArmResponse query(ArmRequest request) {
    String query = request.body().get("query").textOr("");
    Value options = request.body().get("options");
    long skip = position(options.get("$skipToken").textOr(""));
    skip = skip > 0 ? skip : number(options, "$skip", 0, Integer.MAX_VALUE);
    int top = (int) Math.max(1, number(options, "$top", MOST_ROWS, MOST_ROWS));
    ResourceGraphTables tables =
        new ResourceGraphTables(lists, resources, tenant, subscriptions(request), request);
    if (!begin()) {
      throw new ArmException(
          429, "RateLimiting", "Too many queries are running; try again in a few seconds.");
    }
    try {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
      QueryRun run =
          (text, first, most) ->
              QueryPlan.compile(text, clock.instant(), QueryLimits.USUAL)
                  .run(tables, first, most, () -> System.nanoTime() - end > 0);
      QueryResult result = run.of(query, skip, top);
      ObjectValue.Builder answer =
          ObjectValue.builder()
              .put("totalRecords", result.total())
              .put("count", result.rows().size())
              .put("data", data(result, options.get("resultFormat").textOr("objectArray")))
              .put(
                  "facets",
                  new ResourceGraphFacets(run, query, result.columns())
                      .of(request.body().get("facets")));
      long next = skip + result.rows().size();
      boolean more = next < result.total() && !result.rows().isEmpty();
      answer.put("resultTruncated", more ? "true" : "false");
      if (more) {
        answer.put("$skipToken", token(next));
      }
      return ArmResponse.ok(answer.build());
    } catch (QueryException e) {
      return ResourceGraphError.of(e);
    } catch (QueryLimitException e) {
      return ResourceGraphError.of(e);
    } finally {
      running.release();
    }
  }

  /** Runs a query and gives a window of its rows. */
  @FunctionalInterface
  interface QueryRun {
    QueryResult of(String query, long skip, int most);
  }

  private boolean begin() {
    try {
      return running.tryAcquire(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The subscriptions that are asked for, in lower case; none when all are. */
  private Optional<Set<String>> subscriptions(ArmRequest request) {
    Optional<Set<String>> subscriptions = names(request.body().get("subscriptions"));
    Optional<Set<String>> groups = names(request.body().get("managementGroups"));
    if (groups.isPresent() && !groups.get().stream().allMatch(tenant::equalsIgnoreCase)) {
      throw ArmException.badRequest(
          "ManagementGroupNotFound",
          "The only management group is the root group '" + tenant + "'; leave the list away.");
    }
    return subscriptions;
  }

  private static Optional<Set<String>> names(Value list) {
    if (!(list instanceof ArrayValue(List<Value> items)) || items.isEmpty()) {
      return Optional.empty();
    }
    Set<String> names = new HashSet<>();
    items.forEach(item -> names.add(item.textOr("").toLowerCase(Locale.ROOT)));
    return Optional.of(names);
  }

  private static long number(Value options, String name, long otherwise, long most) {
    Value value = options.get(name);
    if (value.isNullOrAbsent()) {
      return otherwise;
    }
    if (value instanceof IntegerValue(long number) && number >= 0) {
      return Math.min(number, most);
    }
    throw ArmException.badRequest(
        "InvalidOptions", "options." + name + " must be a whole number that is not negative.");
  }

  private static String token(long position) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(("row:" + position).getBytes(StandardCharsets.UTF_8));
  }

  private static long position(String token) {
    if (token.isEmpty()) {
      return 0;
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      if (text.matches("row:[0-9]{1,15}")) {
        return Long.parseLong(text.substring("row:".length()));
      }
    } catch (IllegalArgumentException notOurs) {
      // said below
    }
    throw ArmException.badRequest(
        "InvalidSkipToken", "The $skipToken is none that was given here.");
  }

  private static Value data(QueryResult result, String format) {
    return switch (format.toLowerCase(Locale.ROOT)) {
      case "objectarray" -> result.objects();
      case "table" -> table(result);
      default ->
          throw ArmException.badRequest(
              "InvalidOptions", "options.resultFormat must be table or objectArray.");
    };
  }

  private static ObjectValue table(QueryResult result) {
    List<Value> columns = new ArrayList<>();
    result
        .columns()
        .forEach(column ->
            columns.add(
                ObjectValue.builder()
                    .put("name", new StringValue(column.name()))
                    .put("type", column.type().label())
                    .build()));
    List<Value> rows = new ArrayList<>();
    result.rows().forEach(row -> rows.add(new ArrayValue(row)));
    return ObjectValue.builder()
        .put("columns", new ArrayValue(columns))
        .put("rows", new ArrayValue(rows))
        .build();
  }
}
