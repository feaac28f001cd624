package io.merlon.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;

/**
 * A PostgreSQL with Merlon's tables, migrated to what this version needs; for many threads.
 *
 * <p>Requests and passes over everything have connections of their own: a request that the database
 * does not answer soon has failed, while a pass may keep it busy for minutes.
 */
public final class Database implements AutoCloseable {
  /** How many may ask at the same time without waiting for a connection. */
  public static final int REQUESTS = 24;

  private static final int PASSES = 4;
  private static final Duration WAIT = Duration.ofSeconds(5);
  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(20);
  private static final Duration LONGEST_PASS = Duration.ofMinutes(30);
  private static final int ATTEMPTS = 4;

  private final HikariDataSource requestPool;
  private final HikariDataSource passPool;
  private final Jdbi requests;
  private final Jdbi passes;

  private Database(HikariDataSource requestPool, HikariDataSource passPool) {
    this.requestPool = requestPool;
    this.passPool = passPool;
    this.requests = Jdbi.create(new ConnectionGuard(requestPool));
    this.passes = Jdbi.create(passPool);
  }

  /**
   * Connects and migrates.
   *
   * @throws RuntimeException when the database cannot be reached or was migrated by a later version
   */
  public static Database open(DatabaseAddress address) {
    HikariDataSource passes = pool(address, PASSES, LONGEST_PASS);
    try {
      Flyway.configure(Database.class.getClassLoader())
          .dataSource(passes)
          .locations("classpath:io/merlon/store/migration")
          .load()
          .migrate();
      return new Database(pool(address, REQUESTS, LONGEST_REQUEST), passes);
    } catch (RuntimeException e) {
      passes.close();
      throw e;
    }
  }

  /** Connects to a database as it is; nothing is migrated. */
  public static Database connect(DatabaseAddress address) {
    return new Database(
        pool(address, REQUESTS, LONGEST_REQUEST), pool(address, PASSES, LONGEST_PASS));
  }

  /** What the database is made of, for those who look after it. */
  public DatabaseFacts facts() {
    return DatabaseFacts.read(passes);
  }

  private static HikariDataSource pool(DatabaseAddress address, int size, Duration longest) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(address.url());
    config.setUsername(address.user());
    config.setPassword(address.password());
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(WAIT.toMillis());
    config.addDataSourceProperty("ApplicationName", "merlon");
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    // one plan for every scope there may be reads far too much for a small one
    config.addDataSourceProperty("options", "-c plan_cache_mode=force_custom_plan");
    config.addDataSourceProperty("socketTimeout", Long.toString(longest.toSeconds()));
    return new HikariDataSource(config);
  }

  public ResourceStore resources() {
    return new ResourceStore(requests, passes);
  }

  public DocumentStore documents() {
    return new DocumentStore(requests);
  }

  public AssessmentStore assessments() {
    return new AssessmentStore(requests, passes);
  }

  public SubAssessmentStore subAssessments() {
    return new SubAssessmentStore(requests);
  }

  public SoftwareStore software() {
    return new SoftwareStore(requests);
  }

  public GovernanceStore governance() {
    return new GovernanceStore(requests);
  }

  public ExportStore exports() {
    return new ExportStore(requests);
  }

  public AlertStore alerts() {
    return new AlertStore(requests);
  }

  public ScoreStore scores() {
    return new ScoreStore(requests);
  }

  public PrincipalStore principals() {
    return new PrincipalStore(requests);
  }

  public AuditLog audit() {
    return new AuditLog(requests);
  }

  /**
   * Runs the task in one transaction: what this thread writes through any of the stores meanwhile
   * is kept as a whole or not at all. It runs again when the database broke a deadlock by ending
   * it.
   */
  public <T> T inTransaction(Supplier<T> task) {
    for (int attempt = 1; ; attempt++) {
      try {
        return requests.inTransaction(handle -> task.get());
      } catch (RuntimeException e) {
        if (attempt == ATTEMPTS || state(e, state -> state.startsWith("40")).isEmpty()) {
          throw e;
        }
      }
    }
  }

  /** Runs the task once this thread's transaction is kept, or now when there is none. */
  public void afterCommit(Runnable task) {
    requests.useHandle(handle -> {
      if (handle.isInTransaction()) {
        handle.afterCommit(task);
      } else {
        task.run();
      }
    });
  }

  /** Whether it answers now. */
  public boolean isReachable() {
    try {
      return requests.withHandle(handle -> handle.select("select 1").mapTo(Integer.class).one())
          == 1;
    } catch (RuntimeException away) {
      return false;
    }
  }

  /** Whether this failed because the database is away, or has no connection left to give. */
  public static boolean isAway(Throwable failure) {
    for (Throwable cause : Causes.of(failure)) {
      if (cause instanceof SQLTransientConnectionException) {
        return true;
      }
    }
    // connection exceptions; shut down, crashed or starting by an operator's hand
    return state(failure, state -> state.startsWith("08") || state.startsWith("57P")).isPresent();
  }

  /** Whether this failed because of a value that cannot be stored, such as a NUL in a text. */
  public static boolean isWrongValue(Throwable failure) {
    return state(failure, state -> state.startsWith("22")).isPresent();
  }

  /** The first of SQL's states among the causes that is looked for. */
  private static Optional<String> state(Throwable failure, Predicate<String> wanted) {
    return Causes.of(failure).stream()
        .filter(SQLException.class::isInstance)
        .map(cause -> String.valueOf(((SQLException) cause).getSQLState()))
        .filter(wanted)
        .findFirst();
  }

  @Override
  public void close() {
    requestPool.close();
    passPool.close();
  }
}
