package io.merlon.store;

import io.merlon.json.Json;
import io.merlon.model.ObjectValue;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;

/** Alerts and incidents. Those who change the alerts of a subscription take turns. */
public final class AlertStore {
  private static final String SELECT =
      "select subscription, name, place, kind, status, incident, is_incident, started, ended,"
          + " document from alert ";
  private static final RowMapper<StoredAlert> ALERT =
      (row, context) ->
          new StoredAlert(
              row.getString("subscription"),
              row.getString("name"),
              row.getString("place"),
              row.getString("kind"),
              row.getString("status"),
              row.getString("incident"),
              row.getBoolean("is_incident"),
              row.getObject("started", OffsetDateTime.class).toInstant(),
              row.getObject("ended", OffsetDateTime.class).toInstant(),
              (ObjectValue) Json.parse(row.getBytes("document")));

  private final Jdbi jdbi;

  AlertStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Keeps others from changing alerts of the subscription until this transaction ends. */
  public void lock(String subscription) {
    jdbi.useHandle(handle ->
        handle
            .select("select pg_advisory_xact_lock(hashtextextended('alerts ' || ?, 0))")
            .bind(0, subscription)
            .mapToMap()
            .list());
  }

  /** Creates or replaces. */
  public void put(StoredAlert alert) {
    jdbi.useHandle(handle ->
        handle
            .createUpdate(
                """
                insert into alert (subscription, name, place, kind, status, incident, is_incident,
                  started, ended, document)
                values (:subscription, :name, :place, :kind, :status, :incident, :isIncident,
                  :started, :ended, cast(:document as jsonb))
                on conflict (subscription, name) do update
                set place = excluded.place, kind = excluded.kind, status = excluded.status,
                  incident = excluded.incident, started = excluded.started,
                  ended = excluded.ended, document = excluded.document, changed_at = now()\
                """)
            .bind("subscription", alert.subscription())
            .bind("name", alert.name())
            .bind("place", alert.place())
            .bind("kind", alert.kind())
            .bind("status", alert.status())
            .bind("incident", alert.incident())
            .bind("isIncident", alert.isIncident())
            .bind("started", time(alert.started()))
            .bind("ended", time(alert.ended()))
            .bind("document", Json.write(alert.document()))
            .execute());
  }

  private static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  public Optional<StoredAlert> find(String subscription, String name) {
    return jdbi.withHandle(handle ->
        handle
            .select(SELECT + "where subscription = ? and name = lower(?)", subscription, name)
            .map(ALERT)
            .findOne());
  }

  /** The latest of a kind that is not resolved and happened between these moments. */
  public Optional<StoredAlert> findOpen(
      String subscription, String kind, Instant from, Instant to) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                SELECT
                    + """
                    where subscription = :subscription and kind = :kind and status <> 'Resolved'
                      and ended >= :from and started <= :to
                    order by ended desc, name limit 1\
                    """)
            .bind("subscription", subscription)
            .bind("kind", kind)
            .bind("from", time(from))
            .bind("to", time(to))
            .map(ALERT)
            .findOne());
  }

  /** Alerts that are at work and happened between these moments, the latest first. */
  public List<StoredAlert> between(String subscription, Instant from, Instant to, int most) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                SELECT
                    + """
                    where subscription = :subscription and not is_incident
                      and status in ('Active', 'InProgress')
                      and ended >= :from and started <= :to
                    order by ended desc, name limit :most\
                    """)
            .bind("subscription", subscription)
            .bind("from", time(from))
            .bind("to", time(to))
            .bind("most", most)
            .map(ALERT)
            .list());
  }

  /** The alerts of these incidents. */
  public List<StoredAlert> ofIncidents(String subscription, Collection<String> incidents) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                SELECT
                    + "where subscription = :subscription and incident = any (:incidents)"
                    + " and incident <> ''")
            .bind("subscription", subscription)
            .bindArray("incidents", String.class, incidents.toArray())
            .map(ALERT)
            .list());
  }

  /**
   * Alerts and incidents of a place, those that began last first.
   *
   * @param place a subscription or resource group, in lower case
   * @param after where an earlier page ended; empty for the first
   */
  public Page<StoredAlert> list(String subscription, String place, String after, int size) {
    Position position = Position.of(after);
    List<StoredAlert> read =
        jdbi.withHandle(handle ->
            handle
                .createQuery(
                    SELECT
                        + """
                        where subscription = :subscription
                          and (place = :place or starts_with(place, :place || '/'))
                          and (started < :started or (started = :started and name > :name))
                        order by started desc, name limit :limit\
                        """)
                .bind("subscription", subscription)
                .bind("place", place)
                .bind("started", time(position.started()))
                .bind("name", position.name())
                .bind("limit", size + 1)
                .map(ALERT)
                .list());
    return Page.of(read, size, one -> new Position(one.started(), one.name()).text());
  }

  /** The newest that are active, of all subscriptions, the latest first. */
  public List<StoredAlert> newestActive(int most) {
    return jdbi.withHandle(handle ->
        handle
            .select(SELECT + "where status = 'Active' order by started desc, name limit ?", most)
            .map(ALERT)
            .list());
  }

  /** Where a page ended. */
  private record Position(Instant started, String name) {
    private static final Instant FIRST = Instant.parse("9999-12-31T23:59:59Z");

    static Position of(String text) {
      int bar = text.indexOf('|');
      return bar > 0 && text.substring(0, bar).matches("-?[0-9]{1,16}")
          ? new Position(
              Instant.EPOCH.plus(Long.parseLong(text.substring(0, bar)), ChronoUnit.MICROS),
              text.substring(bar + 1))
          : new Position(FIRST, "");
    }

    String text() {
      return ChronoUnit.MICROS.between(Instant.EPOCH, started) + "|" + name;
    }
  }
}
