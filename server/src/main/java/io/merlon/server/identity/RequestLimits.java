package io.merlon.server.identity;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * How many requests one address, and one principal, may make: a bucket each that refills steadily.
 * Signing in is dear and worth guessing at, so an address may do that seldom.
 */
final class RequestLimits extends OncePerRequestFilter {
  private static final int BURST_SECONDS = 10;
  private static final int PRINCIPALS_OF_AN_ADDRESS = 4;
  private static final int SIGN_INS_PER_MINUTE = 120;
  private static final int MOST_KEPT = 50_000;
  private static final List<String> SIGN_INS = List.of("/oauth2/token", "/login");
  private static final byte[] BODY =
      """
      {"error":{"code":"TooManyRequests","message":"Too many requests; try again after the time \
      that Retry-After gives."}}\
      """
          .getBytes(StandardCharsets.UTF_8);

  private final Function<HttpServletRequest, Optional<String>> who;
  private final LoadingCache<String, Bucket> requests;
  private final LoadingCache<String, Bucket> signIns =
      buckets(SIGN_INS_PER_MINUTE, SIGN_INS_PER_MINUTE, Duration.ofMinutes(1));

  private RequestLimits(Function<HttpServletRequest, Optional<String>> who, int perSecond) {
    this.who = who;
    this.requests = buckets(perSecond * (long) BURST_SECONDS, perSecond, Duration.ofSeconds(1));
  }

  static RequestLimits ofAddresses(int principalPerSecond) {
    return new RequestLimits(
        http -> Optional.of(http.getRemoteAddr()), principalPerSecond * PRINCIPALS_OF_AN_ADDRESS);
  }

  static RequestLimits ofPrincipals(int perSecond) {
    return new RequestLimits(
        http -> Optional.ofNullable(http.getUserPrincipal()).map(Principal::getName), perSecond);
  }

  private static LoadingCache<String, Bucket> buckets(long burst, long refill, Duration every) {
    return Caffeine.newBuilder()
        .maximumSize(MOST_KEPT)
        .expireAfterAccess(Duration.ofMinutes(10))
        .build(key ->
            Bucket.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(refill, every))
                .build());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<String> one = who.apply(request);
    boolean signIn =
        request.getMethod().equals("POST") && SIGN_INS.contains(request.getRequestURI());
    Optional<Duration> wait = one.flatMap(key -> wait((signIn ? signIns : requests).get(key)));
    if (wait.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    response.setStatus(429);
    response.setHeader("Retry-After", Long.toString(wait.get().toSeconds() + 1));
    response.setContentType("application/json");
    response.getOutputStream().write(BODY);
  }

  /** How long to wait; nothing when there is no need to. */
  private static Optional<Duration> wait(Bucket bucket) {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }
}
