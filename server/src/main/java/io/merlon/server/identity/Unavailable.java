package io.merlon.server.identity;

import io.merlon.store.Database;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Says 503, and why, where signing in or a page needs something that is away at the moment. */
final class Unavailable extends OncePerRequestFilter {
  private static final String RETRY_AFTER_SECONDS = "5";

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      chain.doFilter(request, response);
    } catch (ServletException | RuntimeException e) {
      boolean databaseIsAway = Database.isAway(e);
      if (response.isCommitted() || !databaseIsAway && !isIssuerAway(e)) {
        throw e;
      }
      response.reset();
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
      response.setContentType("application/json");
      String away = databaseIsAway ? "The database" : "The token's issuer";
      response
          .getOutputStream()
          .write(
              """
              {"error":{"code":"ServiceUnavailable","message":"%s cannot be reached at the moment; \
              try again."}}\
              """
                  .formatted(away)
                  .getBytes(StandardCharsets.UTF_8));
    }
  }

  private static boolean isIssuerAway(Exception e) {
    return e instanceof AuthenticationServiceException
        || e.getCause() instanceof AuthenticationServiceException;
  }
}
