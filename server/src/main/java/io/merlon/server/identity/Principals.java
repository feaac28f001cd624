package io.merlon.server.identity;

import io.merlon.store.PrincipalStore;
import io.merlon.store.PrincipalStore.Principal;
import io.merlon.store.PrincipalStore.Secret;
import io.merlon.store.SecretFiles;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Who may sign in with the built-in issuer, and their secrets. */
public final class Principals {
  private final PrincipalStore store;
  private final InstantSource clock;
  private final PasswordEncoder encoder = new AnySecret();

  public Principals(PrincipalStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * A secret that was just made.
   *
   * @param text shown once; only a hash of it is kept
   */
  public record NewSecret(UUID id, String text) {
    @Override
    public String toString() {
      return id.toString();
    }
  }

  public Optional<Principal> find(String clientId) {
    return store.find(clientId);
  }

  public List<Principal> list() {
    return store.list();
  }

  /** Adds one, or gives the one that there is another name. */
  public Principal put(String clientId, String displayName) {
    return store.put(clientId, displayName);
  }

  public boolean delete(Principal principal) {
    return store.delete(principal.id());
  }

  public List<Secret> secrets(Principal principal) {
    return store.secrets(principal.id());
  }

  public NewSecret addSecret(Principal principal, String displayName, Instant until) {
    NewSecret made = new NewSecret(UUID.randomUUID(), SecretFiles.random());
    String hash = String.valueOf(encoder.encode(made.text()));
    store.addSecret(principal.id(), made.id(), displayName, hash, until);
    return made;
  }

  public boolean deleteSecret(Principal principal, UUID secret) {
    return store.deleteSecret(principal.id(), secret);
  }

  /** The hashes of all secrets that are good now, as {@link AnySecret} reads them. */
  String hashes(Principal principal) {
    return AnySecret.join(store.hashes(principal.id(), clock.instant()));
  }
}
