package io.merlon.store;

import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Who may sign in with the built-in issuer. Secrets are kept as salted hashes only. */
public final class PrincipalStore {
  private final Jdbi jdbi;

  PrincipalStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Somebody or something that signs in.
   *
   * @param id its object id
   * @param clientId the name that it signs in with
   * @param secretHash a hash with its method and salt
   */
  public record Principal(UUID id, String clientId, String displayName, String secretHash) {
    @Override
    public String toString() {
      return displayName + " (" + clientId + ")";
    }
  }

  public Optional<Principal> find(String clientId) {
    return jdbi.withHandle(handle ->
        handle
            .select(
                "select id, client_id, display_name, secret_hash from principal"
                    + " where client_id = ?",
                clientId)
            .map((row, context) ->
                new Principal(
                    row.getObject("id", UUID.class),
                    row.getString("client_id"),
                    row.getString("display_name"),
                    row.getString("secret_hash")))
            .findOne());
  }

  /** Adds one, or gives the one that has this client id another name and secret. */
  public void put(Principal principal) {
    jdbi.useHandle(handle ->
        handle.execute(
            """
            insert into principal (id, client_id, display_name, secret_hash) values (?, ?, ?, ?)
            on conflict (client_id) do update
              set display_name = excluded.display_name, secret_hash = excluded.secret_hash\
            """,
            principal.id(),
            principal.clientId(),
            principal.displayName(),
            principal.secretHash()));
  }
}
