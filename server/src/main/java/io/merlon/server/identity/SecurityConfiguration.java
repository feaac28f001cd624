package io.merlon.server.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.merlon.server.ServerSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoders;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtIssuerAuthenticationManagerResolver;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/**
 * Who gets in: the built-in issuer's token endpoint, tokens of it and of trusted issuers for the
 * API, a form for people. Nothing but health, sign-in and the issuer's public data is anonymous.
 */
@Configuration(proxyBeanMethods = false)
public class SecurityConfiguration {
  private static final String AUTHORITY = "/adfs";

  @Bean
  AuthorizationServerSettings authorizationServerSettings(ServerSettings settings) {
    return AuthorizationServerSettings.builder()
        .issuer(settings.address() + AUTHORITY)
        .tokenEndpoint("/oauth2/token")
        .build();
  }

  @Bean
  PasswordEncoder passwordEncoder() {
    return new AnySecret();
  }

  @Bean
  RegisteredClientRepository clients(Principals principals) {
    return new Clients(principals);
  }

  @Bean
  JWKSource<SecurityContext> keys(RSAKey key) {
    return new ImmutableJWKSet<>(new JWKSet(key));
  }

  /** Adds what Azure's clients look for in a token. */
  @Bean
  OAuth2TokenCustomizer<JwtEncodingContext> azureClaims(
      Principals principals, ServerSettings settings) {
    return context -> {
      String clientId = context.getRegisteredClient().getClientId();
      principals
          .find(clientId)
          .ifPresent(principal ->
              context
                  .getClaims()
                  .claim("oid", principal.id().toString())
                  .claim("tid", settings.tenant())
                  .claim("appid", clientId)
                  .audience(List.of(settings.address())));
    };
  }

  @Bean
  UserDetailsService people(Principals principals) {
    return name ->
        principals
            .find(name)
            .map(one -> User.withUsername(one.clientId()).password(principals.hashes(one)).build())
            .orElseThrow(() -> new UsernameNotFoundException("nobody has this client id"));
  }

  /** The issuer. Scopes are not asked for: what a token may do is decided by role assignments. */
  @Bean
  @Order(1)
  SecurityFilterChain issuer(HttpSecurity http) {
    return http.securityMatcher("/oauth2/**", AUTHORITY + "/oauth2/**", "/.well-known/**")
        .oauth2AuthorizationServer(server ->
            server.tokenEndpoint(endpoint ->
                endpoint.authenticationProviders(providers ->
                    providers.forEach(provider -> {
                      if (provider instanceof OAuth2ClientCredentialsAuthenticationProvider one) {
                        one.setAuthenticationValidator(anyScope -> {});
                      }
                    }))))
        .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .csrf(csrf -> csrf.disable())
        .build();
  }

  /** People with a browser. */
  @Bean
  @Order(2)
  SecurityFilterChain browser(HttpSecurity http) {
    return http.securityMatcher("/", "/login", "/logout", "/default-ui.css")
        .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .formLogin(Customizer.withDefaults())
        .build();
  }

  /** The API. */
  @Bean
  @Order(3)
  SecurityFilterChain api(
      HttpSecurity http, RSAKey key, ServerSettings settings, RoleAssignments roles) {
    return http.authorizeHttpRequests(requests ->
            requests
                .requestMatchers("/health/**", AUTHORITY + "/**")
                .permitAll()
                .requestMatchers("/prometheus")
                .access((who, _) -> new AuthorizationDecision(mayReadEverything(who.get(), roles)))
                .anyRequest()
                .authenticated())
        .addFilterAfter(
            RequestLimits.ofPrincipals(settings.requestsPerSecond()), AuthorizationFilter.class)
        .oauth2ResourceServer(resources ->
            resources
                .authenticationManagerResolver(
                    new JwtIssuerAuthenticationManagerResolver(managers(key, settings)))
                .authenticationEntryPoint(ArmUnauthorized::answer))
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(csrf -> csrf.disable())
        .build();
  }

  /** Outside of all that may fail for something that is away. */
  @Bean
  FilterRegistrationBean<Unavailable> unavailable() {
    var filter = new FilterRegistrationBean<>(new Unavailable());
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
    return filter;
  }

  private static boolean mayReadEverything(Authentication who, RoleAssignments roles) {
    return who instanceof JwtAuthenticationToken token
        && roles.of(PrincipalName.of(token.getToken())).permit(true, "", "");
  }

  /** Holds back an address before anything else is done for it. */
  @Bean
  FilterRegistrationBean<RequestLimits> addressLimits(ServerSettings settings) {
    var limits =
        new FilterRegistrationBean<>(RequestLimits.ofAddresses(settings.requestsPerSecond()));
    limits.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return limits;
  }

  /** By issuer; one elsewhere is asked for its keys when its first token comes. */
  private static AuthenticationManagerResolver<String> managers(
      RSAKey key, ServerSettings settings) {
    String own = settings.address() + AUTHORITY;
    AuthenticationManager ours = ours(key, own, settings.address());
    Map<String, AuthenticationManager> others = new ConcurrentHashMap<>();
    return issuer -> {
      if (issuer.equals(own)) {
        return ours;
      }
      if (!settings.issuers().contains(issuer)) {
        throw new InvalidBearerTokenException("the token's issuer is not trusted here");
      }
      return others.computeIfAbsent(issuer, one -> theirs(one, settings));
    };
  }

  private static AuthenticationManager ours(RSAKey key, String issuer, String audience) {
    try {
      NimbusJwtDecoder decoder = NimbusJwtDecoder.withPublicKey(key.toRSAPublicKey()).build();
      return manager(decoder, issuer, List.of(audience));
    } catch (JOSEException e) {
      throw new IllegalStateException("the signing key has no public part", e);
    }
  }

  private static AuthenticationManager theirs(String issuer, ServerSettings settings) {
    List<String> audiences = new ArrayList<>(settings.audiences());
    audiences.add(settings.address());
    try {
      if (JwtDecoders.fromIssuerLocation(issuer) instanceof NimbusJwtDecoder decoder) {
        return manager(decoder, issuer, audiences);
      }
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new AuthenticationServiceException("the token's issuer cannot be asked", e);
    }
    throw new InvalidBearerTokenException("the token's issuer gives no keys");
  }

  /** A token that the issuer made for somebody else is none for us. */
  private static AuthenticationManager manager(
      NimbusJwtDecoder decoder, String issuer, List<String> audiences) {
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            JwtValidators.createDefaultWithIssuer(issuer),
            new JwtClaimValidator<List<String>>(
                JwtClaimNames.AUD,
                given -> given != null && !Collections.disjoint(given, audiences))));
    return new JwtAuthenticationProvider(decoder)::authenticate;
  }
}
