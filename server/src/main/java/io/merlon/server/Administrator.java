package io.merlon.server;

import io.merlon.server.identity.Principals;
import io.merlon.server.identity.Role;
import io.merlon.server.identity.RoleAssignments;
import io.merlon.store.Database;
import io.merlon.store.PrincipalStore;
import io.merlon.store.PrincipalStore.Principal;
import java.time.InstantSource;
import java.util.Optional;

/** Who may do everything from the beginning. */
final class Administrator {
  /** The origin of what the program does by itself. */
  private static final String ITSELF = "merlon up";

  private final Database database;
  private final Principals principals;
  private final RoleAssignments roles;
  private final InstantSource clock;

  Administrator(
      Database database, Principals principals, RoleAssignments roles, InstantSource clock) {
    this.database = database;
    this.principals = principals;
    this.roles = roles;
    this.clock = clock;
  }

  /**
   * How to sign in.
   *
   * @param secret shown once; only a hash of it is kept
   */
  record Credentials(String clientId, String secret) {
    @Override
    public String toString() {
      return clientId;
    }
  }

  /** The first administrator, or the one there is with another secret when that was asked for. */
  Optional<Credentials> make(String clientId, boolean newSecret) {
    return roles.isEmpty() || newSecret
        ? Optional.of(database.inTransaction(() -> give(clientId)))
        : Optional.empty();
  }

  private Credentials give(String clientId) {
    Principal admin =
        principals.find(clientId).orElseGet(() -> principals.put(clientId, "Administrator"));
    // whoever lost a secret wants it to be worth nothing
    principals.secrets(admin).forEach(old -> principals.deleteSecret(admin, old.id()));
    String secret = principals.addSecret(admin, "administrator", PrincipalStore.NEVER).text();
    if (!roles.of(admin.id().toString()).permit(false, RoleAssignments.FOLDED_TYPE, "")) {
      roles.assignEverywhere(admin.id(), Role.OWNER);
    }
    database
        .audit()
        .append(
            clock.instant(),
            ITSELF,
            "administrator's secret",
            "/providers/Merlon.Identity/servicePrincipals/" + clientId,
            ITSELF,
            "201");
    return new Credentials(clientId, secret);
  }
}
