package io.merlon.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;

/**
 * Lends connections. Once one could not be had, nobody waits for one for a short while: they are
 * told at once, so that a database that is away does not pile up those who wait for it.
 */
final class ConnectionGuard implements ConnectionFactory {
  private static final long REST = Duration.ofSeconds(2).toNanos();

  private final DataSource pool;
  private final AtomicLong failedAt = new AtomicLong(System.nanoTime() - REST);

  ConnectionGuard(DataSource pool) {
    this.pool = pool;
  }

  @Override
  public Connection openConnection() throws SQLException {
    if (System.nanoTime() - failedAt.get() < REST) {
      throw new SQLTransientConnectionException("the database was away a moment ago");
    }
    try {
      return pool.getConnection();
    } catch (SQLTransientConnectionException e) {
      failedAt.set(System.nanoTime());
      throw e;
    }
  }
}
