package io.merlon.benchmarks;

import io.merlon.estate.EstateGenerator;
import io.merlon.estate.UnhealthyShares;
import io.merlon.model.Resource;
import io.merlon.query.QueryLimits;
import io.merlon.query.QueryPlan;
import io.merlon.query.Table;
import io.merlon.query.TableScan;
import io.merlon.query.Tables;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What queries over resources in memory cost beside parsing the resources' JSON once: {@code
 * QueryRatios [RESOURCES]}.
 */
public final class QueryRatios {
  private static final int ROUNDS = 12;
  private static final double UNHEALTHY = 0.2;
  private static final String SUMMARIZE =
      "resources | where type =~ 'microsoft.storage/storageaccounts'"
          + " | where properties.supportsHttpsTrafficOnly == false"
          + " | summarize count() by location, tostring(properties.minimumTlsVersion)";
  private static final String EVERYTHING =
      "resources | where name contains 'prod' or tags.environment == 'test'"
          + " | summarize count(), dcount(resourceGroup) by type";
  private static final String ORDER = "resources | order by name asc";
  private static final String JOIN =
      "resources | join kind=inner (resourcecontainers"
          + " | where type == 'microsoft.resources/subscriptions'"
          + " | project subscriptionId, subscription = name) on subscriptionId"
          + " | summarize count() by subscription";

  private QueryRatios() {}

  public static void main(String[] arguments) throws IOException {
    int size = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    new EstateGenerator(42, size, UnhealthyShares.of(UNHEALTHY)).writeLines(output);
    byte[] json = output.toByteArray();
    List<Resource> resources = SampleInventory.parse(json);
    System.out.printf("%,d resources, %,d MB%n", resources.size(), json.length >> 20);
    AtomicLong sink = new AtomicLong();
    new Rounds()
        .task("parse: to our values", () -> sink.addAndGet(SampleInventory.parse(json).size()))
        .task("where + summarize, one type", () -> sink.addAndGet(run(SUMMARIZE, resources)))
        .task("where + summarize, all types", () -> sink.addAndGet(run(EVERYTHING, resources)))
        .task("order by, first 1,000 of all columns", () -> sink.addAndGet(run(ORDER, resources)))
        .task("join + summarize", () -> sink.addAndGet(run(JOIN, resources)))
        .task("planning: where + summarize", () -> sink.addAndGet(plan(SUMMARIZE).columns().size()))
        .run(ROUNDS)
        .print();
  }

  private static QueryPlan plan(String query) {
    return QueryPlan.compile(query, Instant.EPOCH, QueryLimits.USUAL);
  }

  private static long run(String query, List<Resource> resources) {
    return plan(query).run(new Given(resources), 0, 1_000, () -> false).total();
  }

  private record Given(List<Resource> resources) implements Tables {
    @Override
    public void scan(TableScan scan, RowSink sink) {
      for (Resource resource : resources) {
        String type = resource.type().folded();
        if (Table.ofType(type) == scan.table()
            && scan.wantsType(type)
            && !sink.accept(resource.document())) {
          return;
        }
      }
    }
  }
}
