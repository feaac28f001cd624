package io.merlon.store;

import java.util.List;
import org.jdbi.v3.core.Jdbi;

/**
 * What a database is made of.
 *
 * @param version of PostgreSQL
 * @param tables Merlon's tables, the largest first
 * @param migrations those that were run, in order
 */
public record DatabaseFacts(String version, List<Table> tables, List<String> migrations) {
  public DatabaseFacts {
    tables = List.copyOf(tables);
    migrations = List.copyOf(migrations);
  }

  /**
   * A table.
   *
   * @param rows as the planner estimates them
   * @param bytes with its indexes
   */
  public record Table(String name, long rows, long bytes) {}

  static DatabaseFacts read(Jdbi jdbi) {
    return jdbi.withHandle(handle ->
        new DatabaseFacts(
            handle.select("show server_version").mapTo(String.class).one(),
            handle
                .select(
                    """
                    select relname, greatest(reltuples, 0)::bigint as rows,
                           pg_total_relation_size(oid) as bytes
                    from pg_class
                    where relkind = 'r' and relnamespace = current_schema()::regnamespace
                    order by bytes desc, relname\
                    """)
                .map((row, context) ->
                    new Table(row.getString("relname"), row.getLong("rows"), row.getLong("bytes")))
                .list(),
            handle
                .select(
                    "select version || ' ' || description || case when success then '' else ' failed' end"
                        + " from flyway_schema_history where version is not null"
                        + " order by installed_rank")
                .mapTo(String.class)
                .list()));
  }
}
