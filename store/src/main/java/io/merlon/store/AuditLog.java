package io.merlon.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** Who did what, append-only; the hash of each entry covers the one before. */
public final class AuditLog {
  private static final long LOCK = 0x4d45524c4f4eL;
  private static final String BEGINNING = "0".repeat(64);
  private static final String COLUMNS =
      "select number, at, who, action, target, origin, outcome, hash from audit_entry ";
  private static final RowMapper<AuditEntry> ENTRY =
      (row, context) ->
          new AuditEntry(
              row.getLong("number"),
              row.getObject("at", OffsetDateTime.class).toInstant(),
              row.getString("who"),
              row.getString("action"),
              row.getString("target"),
              row.getString("origin"),
              row.getString("outcome"));

  private final Jdbi jdbi;

  AuditLog(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** An entry with its hash. */
  public record Link(AuditEntry entry, String hash) {}

  /**
   * Appends an entry. Within {@link Database#inTransaction} it is kept together with what was
   * written there; else it is on disk when this returns. Those who append wait for each other until
   * their transactions end, so append last.
   */
  public void append(
      Instant at, String who, String action, String target, String origin, String outcome) {
    jdbi.useTransaction(handle -> {
      handle.execute("select pg_advisory_xact_lock(?)", LOCK);
      Optional<Link> last = last(handle);
      AuditEntry entry =
          new AuditEntry(
              last.map(link -> link.entry().number()).orElse(0L) + 1,
              at.truncatedTo(ChronoUnit.MICROS),
              who,
              action,
              target,
              origin,
              outcome);
      handle.execute(
          "insert into audit_entry values (?, ?, ?, ?, ?, ?, ?, ?)",
          entry.number(),
          entry.at().atOffset(java.time.ZoneOffset.UTC),
          who,
          action,
          target,
          origin,
          outcome,
          entry.hash(last.map(Link::hash).orElse(BEGINNING)));
    });
  }

  private static Optional<Link> last(Handle handle) {
    return handle.select(COLUMNS + "order by number desc limit 1").map(AuditLog::link).findOne();
  }

  /** The latest entries, the latest first. */
  public List<AuditEntry> latest(int limit) {
    return jdbi.withHandle(
        handle -> handle.select(COLUMNS + "order by number desc limit ?", limit).map(ENTRY).list());
  }

  /**
   * What checking the chain found.
   *
   * @param entries how many entries hold
   * @param broken the first entry that does not follow from the one before, if any
   */
  public record Verification(long entries, Optional<Long> broken) {}

  /** Computes every hash anew, from the first entry on. */
  public Verification verify() {
    AuditChain chain = new AuditChain(BEGINNING);
    forEach(chain::follows);
    return new Verification(chain.entries(), chain.broken());
  }

  /** Passes over all entries from the first on, for as long as the consumer says so. */
  public void forEach(Predicate<Link> consumer) {
    jdbi.useTransaction(handle -> {
      try (var links =
          handle
              .createQuery(COLUMNS + "order by number")
              .setFetchSize(1_000)
              .map(AuditLog::link)
              .stream()) {
        var _ = links.allMatch(consumer);
      }
    });
  }

  private static Link link(ResultSet row, StatementContext context) throws SQLException {
    return new Link(ENTRY.map(row, context), row.getString("hash"));
  }
}
