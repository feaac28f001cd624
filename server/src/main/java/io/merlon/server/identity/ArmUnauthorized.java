package io.merlon.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.security.core.AuthenticationException;

/** Tells who has no valid token so, in ARM's words. */
final class ArmUnauthorized {
  private static final byte[] BODY =
      """
      {"error":{"code":"AuthenticationFailed","message":"A valid bearer token is needed: sign in."}}\
      """
          .getBytes(StandardCharsets.UTF_8);

  private ArmUnauthorized() {}

  static void answer(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
      throws IOException {
    response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    response.setHeader("WWW-Authenticate", "Bearer");
    response.setContentType("application/json");
    response.getOutputStream().write(BODY);
  }
}
