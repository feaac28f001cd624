package io.merlon.benchmarks;

import io.merlon.estate.EstateGenerator;
import io.merlon.estate.UnhealthyShares;
import io.merlon.model.ObjectValue;
import io.merlon.model.Resource;
import io.merlon.server.assessment.ContinuousAssessment;
import io.merlon.server.assessment.PolicySource;
import io.merlon.store.Database;
import io.merlon.store.DatabaseFacts;
import io.merlon.store.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an estate costs the server: feeding it, its size, loading it into the engine, and answering
 * many clients at once, against the same rows read from the same database.
 *
 * <pre>ServerLoad DIR [RESOURCES [CLIENTS [DEFINITIONS...]]]</pre>
 *
 * DIR has to be empty, and open to the account that the database runs as.
 */
public final class ServerLoad {
  private static final long SEED = 7;
  private static final double UNHEALTHY = 0.2;
  private static final long LONGEST_PASS_SECONDS = 3_600;

  private ServerLoad() {}

  public static void main(String[] arguments) throws Exception {
    Path data = Path.of(arguments[0]);
    int resources = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100_000;
    int clients = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 200;
    List<String> definitions =
        List.of(arguments).subList(Math.min(3, arguments.length), arguments.length);
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data);
        Database database = Database.open(postgres.address())) {
      say("fed %,d resources: %s", resources, timed(() -> feed(database, resources)));
      say("first pass over everything: %s", timed(() -> pass(database, definitions)));
      say("the same after a restart: %s", timed(() -> pass(database, definitions)));
      size(database.facts());
    }
    if (clients > 0) {
      ServerClients.run(data, clients, definitions);
    }
  }

  private static void say(String format, Object... arguments) {
    System.out.printf(format + "%n", arguments);
  }

  /** What is measured. */
  @FunctionalInterface
  private interface Task {
    void run() throws Exception;
  }

  private static String timed(Task task) throws Exception {
    long begin = System.nanoTime();
    task.run();
    return "%.1f s".formatted(Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1e3);
  }

  private static void feed(Database database, int size) {
    try (Stream<ObjectValue> documents =
        new EstateGenerator(SEED, size, UnhealthyShares.of(UNHEALTHY)).resources()) {
      database.resources().putAll(documents.map(Resource::of));
    }
  }

  private static void pass(Database database, List<String> definitions)
      throws IOException, InterruptedException {
    PolicySource policy = new PolicySource(definitions, database.documents());
    try (ContinuousAssessment assessment =
        new ContinuousAssessment(database, policy, InstantSource.system())) {
      assessment.start();
      if (!assessment.awaitCurrent(LONGEST_PASS_SECONDS)) {
        throw new IOException("the pass did not end within an hour");
      }
    }
  }

  private static void size(DatabaseFacts facts) {
    long all = 0;
    for (DatabaseFacts.Table table : facts.tables()) {
      all += table.bytes();
      if (table.bytes() > 1 << 20) {
        say("  %-16s %,12d rows %,8d MB", table.name(), table.rows(), table.bytes() >> 20);
      }
    }
    say("the tables together: %,d MB", all >> 20);
  }
}
