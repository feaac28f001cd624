package io.merlon.store;

import io.merlon.model.ResourceId;
import io.merlon.posture.Assessment;
import io.merlon.posture.PostureReport;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Takes over what a pass found, as a whole: what was judged goes to a temporary table, and only
 * what differs from before is touched, told to whom it concerns, and put under governance.
 */
final class TakenPass {
  private static final String OF_JUDGED =
      "and a.resource in (select key from resource where folded_id = any(:judged))";

  private final Jdbi jdbi;

  TakenPass(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The figures, and which resources were judged; all when absent. */
  record Judged(PostureReport report, Optional<Collection<ResourceId>> resources) {}

  /** Takes over what a pass found, in a transaction of its own. */
  PostureReport pass(Instant at, Function<Consumer<Assessment>, Judged> pass) {
    // its own connection: within a snapshot's thread the usual way would lend the snapshot's
    try (Handle own = jdbi.open()) {
      return own.inTransaction(handle -> takeOver(handle, at, pass));
    }
  }

  private static PostureReport takeOver(
      Handle handle, Instant at, Function<Consumer<Assessment>, Judged> pass) {
    handle.execute(
        """
        create temporary table fresh (
          id text, name text, status text, cause text, cause_detail text,
          rule text, owner text, due date, grace_period boolean)
        on commit drop\
        """);
    Judged judged = copy(handle, pass);
    handle.execute(
        "insert into recommendation (name) select distinct name from fresh"
            + " on conflict do nothing");
    handle.execute("analyze fresh");
    boolean told = ExportStore.wantsAssessments(handle);
    key(handle);
    merge(handle, at, told);
    deleteGone(handle, at, judged.resources(), told);
    GovernanceStore.mergeFresh(handle, at);
    ofJudged(
        handle.createUpdate(limited(GovernanceStore.DELETE_UNGOVERNED, judged.resources())),
        judged.resources());
    ScoreStore.insert(handle, at, judged.report());
    return judged.report();
  }

  private static Judged copy(Handle handle, Function<Consumer<Assessment>, Judged> pass) {
    try {
      CopyIn copy =
          handle
              .getConnection()
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn("copy fresh from stdin");
      try {
        CopyLines lines = new CopyLines(copy);
        Judged judged = pass.apply(lines);
        lines.finish();
        return judged;
      } finally {
        if (copy.isActive()) {
          copy.cancelCopy();
        }
      }
    } catch (SQLException e) {
      throw new StoreException("cannot hand assessments to the database", e);
    }
  }

  /** What was judged, by the keys that assessments have. */
  private static void key(Handle handle) {
    handle.execute(
        """
        create temporary table judged on commit drop as
        select r.key as resource, n.number as recommendation, f.status, f.cause, f.cause_detail
        from fresh f
        join resource r on r.folded_id = f.id
        join recommendation n on n.name = f.name\
        """);
    handle.execute("analyze judged");
  }

  /** Touches only what differs: after a restart that is next to nothing. */
  private static void merge(Handle handle, Instant at, boolean told) {
    String merge =
        """
        insert into assessment as known
          (resource, recommendation, status, cause, cause_detail, first_seen, status_changed)
        select j.resource, j.recommendation, j.status, j.cause, j.cause_detail, :at, :at
        from judged j
        left join assessment a
          on a.resource = j.resource and a.recommendation = j.recommendation
        where (a.status, a.cause, a.cause_detail)
          is distinct from (j.status, j.cause, j.cause_detail)
        on conflict (resource, recommendation) do update set
          status = excluded.status, cause = excluded.cause,
          cause_detail = excluded.cause_detail,
          status_changed = case when known.status = excluded.status
            then known.status_changed else excluded.status_changed end\
        """;
    String activity = "case when known.xmax = 0 then 'Create' else 'Update' end";
    handle
        .createUpdate(told ? ExportStore.telling(merge, "known", activity) : merge)
        .bind("at", at)
        .execute();
  }

  private static void deleteGone(
      Handle handle, Instant at, Optional<Collection<ResourceId>> judged, boolean told) {
    String gone =
        """
        delete from assessment a
        where not exists (
          select from judged j
          where j.resource = a.resource and j.recommendation = a.recommendation)
        """;
    String deleted = judged.isEmpty() ? gone : gone + OF_JUDGED;
    Update update =
        handle.createUpdate(told ? ExportStore.telling(deleted, "a", "'Close'") : deleted);
    if (told) {
      update.bind("at", at);
    }
    ofJudged(update, judged);
  }

  /** A statement about all resources, or about those that were judged. */
  private static String limited(String statement, Optional<Collection<ResourceId>> judged) {
    return judged.isEmpty() ? statement : statement + "and r.folded_id = any(:judged)";
  }

  private static void ofJudged(Update update, Optional<Collection<ResourceId>> judged) {
    judged.ifPresent(only ->
        update.bindArray("judged", String.class, only.stream().map(ResourceId::folded).toArray()));
    update.execute();
  }
}
