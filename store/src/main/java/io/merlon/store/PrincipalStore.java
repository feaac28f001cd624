package io.merlon.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;

/** Who may sign in with the built-in issuer. Secrets are kept as salted hashes only. */
public final class PrincipalStore {
  private static final RowMapper<Principal> PRINCIPAL =
      (row, context) ->
          new Principal(
              row.getObject("id", UUID.class),
              row.getString("client_id"),
              row.getString("display_name"));
  private static final RowMapper<Secret> SECRET =
      (row, context) ->
          new Secret(
              row.getObject("id", UUID.class),
              row.getString("display_name"),
              row.getObject("created_at", OffsetDateTime.class).toInstant(),
              row.getObject("expires_at", OffsetDateTime.class).toInstant());

  /** The end of a secret that has none. */
  public static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

  private final Jdbi jdbi;

  PrincipalStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Somebody or something that signs in.
   *
   * @param id its object id
   * @param clientId the name that it signs in with
   */
  public record Principal(UUID id, String clientId, String displayName) {}

  /** What is known of a secret; never the secret itself. */
  public record Secret(UUID id, String displayName, Instant createdAt, Instant expiresAt) {}

  public Optional<Principal> find(String clientId) {
    return jdbi.withHandle(handle ->
        handle
            .select(
                "select id, client_id, display_name from principal where client_id = ?", clientId)
            .map(PRINCIPAL)
            .findOne());
  }

  /** All, by client id. */
  public List<Principal> list() {
    return jdbi.withHandle(handle ->
        handle
            .select("select id, client_id, display_name from principal order by client_id")
            .map(PRINCIPAL)
            .list());
  }

  /**
   * Adds one, or gives the one that has this client id another name.
   *
   * @return the one that is kept now: its id is the one that it had before
   */
  public Principal put(String clientId, String displayName) {
    return jdbi.withHandle(handle ->
        handle
            .select(
                """
                insert into principal (id, client_id, display_name) values (?, ?, ?)
                on conflict (client_id) do update set display_name = excluded.display_name
                returning id, client_id, display_name\
                """,
                UUID.randomUUID(),
                clientId,
                displayName)
            .map(PRINCIPAL)
            .one());
  }

  /** Takes one away with all its secrets. */
  public boolean delete(UUID principal) {
    return jdbi.withHandle(
        handle -> handle.execute("delete from principal where id = ?", principal) > 0);
  }

  /** The hashes of the secrets that are good at this time. */
  public List<String> hashes(UUID principal, Instant now) {
    return jdbi.withHandle(handle ->
        handle
            .select(
                "select hash from principal_secret where principal = ? and expires_at > ?"
                    + " order by created_at desc",
                principal,
                now.atOffset(ZoneOffset.UTC))
            .mapTo(String.class)
            .list());
  }

  /** All secrets, also those that have ended; the oldest first. */
  public List<Secret> secrets(UUID principal) {
    return jdbi.withHandle(handle ->
        handle
            .select(
                "select id, display_name, created_at, expires_at from principal_secret"
                    + " where principal = ? order by created_at, id",
                principal)
            .map(SECRET)
            .list());
  }

  /** Adds a secret beside those that there are. */
  public void addSecret(UUID principal, UUID id, String displayName, String hash, Instant until) {
    jdbi.useHandle(handle ->
        handle.execute(
            "insert into principal_secret (id, principal, display_name, hash, expires_at)"
                + " values (?, ?, ?, ?, ?)",
            id,
            principal,
            displayName,
            hash,
            until.atOffset(ZoneOffset.UTC)));
  }

  public boolean deleteSecret(UUID principal, UUID secret) {
    return jdbi.withHandle(handle ->
        handle.execute(
                "delete from principal_secret where principal = ? and id = ?", principal, secret)
            > 0);
  }
}
