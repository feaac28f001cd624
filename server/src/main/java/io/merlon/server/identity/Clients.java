package io.merlon.server.identity;

import io.merlon.store.PrincipalStore.Principal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** The stored principals, as the built-in issuer sees them. */
final class Clients implements RegisteredClientRepository {
  private static final Duration TOKEN_LIFE = Duration.ofHours(1);

  private final Principals principals;

  Clients(Principals principals) {
    this.principals = principals;
  }

  @Override
  public void save(RegisteredClient client) {
    throw new UnsupportedOperationException("principals are written by Merlon itself");
  }

  @Override
  public @Nullable RegisteredClient findById(String id) {
    return findByClientId(id);
  }

  @Override
  public @Nullable RegisteredClient findByClientId(String clientId) {
    return principals.find(clientId).map(this::client).orElse(null);
  }

  private RegisteredClient client(Principal principal) {
    return RegisteredClient.withId(principal.clientId())
        .clientId(principal.clientId())
        .clientSecret(principals.hashes(principal))
        .clientName(principal.displayName())
        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
        .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
        .tokenSettings(TokenSettings.builder().accessTokenTimeToLive(TOKEN_LIFE).build())
        .build();
  }
}
