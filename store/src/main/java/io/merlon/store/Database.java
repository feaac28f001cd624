package io.merlon.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;

/** A PostgreSQL with Merlon's tables, migrated to what this version needs; for many threads. */
public final class Database implements AutoCloseable {
  private static final int CONNECTIONS = 24;
  private static final long WAIT_MILLIS = 5_000;

  private final HikariDataSource pool;
  private final Jdbi jdbi;

  private Database(HikariDataSource pool) {
    this.pool = pool;
    this.jdbi = Jdbi.create(pool);
  }

  /**
   * Connects and migrates.
   *
   * @throws RuntimeException when the database cannot be reached or was migrated by a later version
   */
  public static Database open(DatabaseAddress address) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(address.url());
    config.setUsername(address.user());
    config.setPassword(address.password());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setConnectionTimeout(WAIT_MILLIS);
    config.addDataSourceProperty("ApplicationName", "merlon");
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    config.addDataSourceProperty("socketTimeout", "300");
    HikariDataSource pool = new HikariDataSource(config);
    try {
      Flyway.configure(Database.class.getClassLoader())
          .dataSource(pool)
          .locations("classpath:io/merlon/store/migration")
          .load()
          .migrate();
      return new Database(pool);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  public ResourceStore resources() {
    return new ResourceStore(jdbi);
  }

  public DocumentStore documents() {
    return new DocumentStore(jdbi);
  }

  public AssessmentStore assessments() {
    return new AssessmentStore(jdbi);
  }

  public GovernanceStore governance() {
    return new GovernanceStore(jdbi);
  }

  public ExportStore exports() {
    return new ExportStore(jdbi);
  }

  public ScoreStore scores() {
    return new ScoreStore(jdbi);
  }

  public PrincipalStore principals() {
    return new PrincipalStore(jdbi);
  }

  public AuditLog audit() {
    return new AuditLog(jdbi);
  }

  /** Whether it answers now. */
  public boolean isReachable() {
    try {
      return jdbi.withHandle(handle -> handle.select("select 1").mapTo(Integer.class).one()) == 1;
    } catch (RuntimeException away) {
      return false;
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
