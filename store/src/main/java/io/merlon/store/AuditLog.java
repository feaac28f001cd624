package io.merlon.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;

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

  private record Link(AuditEntry entry, String hash) {}

  /** Appends an entry; it is on disk when this returns. */
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
    return handle
        .select(COLUMNS + "order by number desc limit 1")
        .map((row, context) -> new Link(ENTRY.map(row, context), row.getString("hash")))
        .findOne();
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
    return jdbi.inTransaction(handle -> {
      String before = BEGINNING;
      long entries = 0;
      try (var links =
          handle
              .createQuery(COLUMNS + "order by number")
              .setFetchSize(1_000)
              .map((row, context) -> new Link(ENTRY.map(row, context), row.getString("hash")))
              .stream()) {
        for (Link link : (Iterable<Link>) links::iterator) {
          boolean follows =
              link.entry().number() == entries + 1 && link.hash().equals(link.entry().hash(before));
          if (!follows) {
            return new Verification(entries, Optional.of(entries + 1));
          }
          before = link.hash();
          entries++;
        }
      }
      return new Verification(entries, Optional.empty());
    });
  }
}
