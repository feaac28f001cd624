package io.merlon.server.arm;

import io.merlon.json.Json;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import io.merlon.server.ServerSettings;
import io.merlon.server.identity.RoleAssignments;
import io.merlon.store.AuditLog;
import io.merlon.store.Database;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;

/** Everything under ARM's paths: reads the request, asks who it is, acts, audits, answers. */
@RestController
public class ArmController {
  private static final Logger LOG = LoggerFactory.getLogger(ArmController.class);
  private static final int MAX_BODY = 4 << 20;
  private static final int MAX_PATH = 2_000;
  private static final List<String> OPEN_TO_ALL_SIGNED_IN = List.of("subscriptions", "tenants");

  private final ArmApi api;
  private final RoleAssignments roles;
  private final AuditLog audit;
  private final ServerSettings settings;
  private final Database database;
  private final InstantSource clock;

  ArmController(
      ArmApi api,
      RoleAssignments roles,
      Database database,
      ServerSettings settings,
      InstantSource clock) {
    this.api = api;
    this.roles = roles;
    this.audit = database.audit();
    this.database = database;
    this.settings = settings;
    this.clock = clock;
  }

  @RequestMapping(
      path = {"/subscriptions/**", "/subscriptions", "/providers/**", "/tenants"},
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<String> handle(HttpServletRequest http, JwtAuthenticationToken token) {
    String method = http.getMethod();
    String path = http.getRequestURI();
    ArmResponse response;
    try {
      response = perform(http, method, decoded(path), token.getToken());
    } catch (ArmException e) {
      response = error(e.status(), e.code(), String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      response = unexpected(method, path, e);
    }
    var answer = ResponseEntity.status(response.status());
    response.location().ifPresent(place -> answer.header("Location", place));
    return response.body().isAbsent() ? answer.build() : answer.body(Json.write(response.body()));
  }

  private static String decoded(String path) {
    try {
      return java.net.URLDecoder.decode(
          path.replace("+", "%2B"), java.nio.charset.StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ArmException.badRequest("InvalidPath", "The path has a wrong escape.");
    }
  }

  private ArmResponse perform(HttpServletRequest http, String method, String text, Jwt token) {
    if (text.length() > MAX_PATH || text.indexOf('\0') >= 0 || text.contains("//")) {
      throw ArmException.badRequest(
          "InvalidPath", "The path is longer than 2,000 characters or holds an empty segment.");
    }
    ArmPath path = ArmPath.of(text);
    boolean isRead = method.equals("GET") || isQuery(path);
    var permissions = roles.of(principalOf(token));
    boolean open = isRead && OPEN_TO_ALL_SIGNED_IN.contains(path.type());
    if (!open && !permissions.permit(isRead, path.type(), path.folded())) {
      auditUnlessRead(isRead, http, method, path, token, 403);
      throw new ArmException(
          403,
          "AuthorizationFailed",
          "The client '"
              + principalOf(token)
              + "' has no role that permits "
              + method
              + " on '"
              + path.text()
              + "'.");
    }
    ArmResponse response;
    try {
      response =
          api.perform(
              new ArmRequest(
                  method,
                  path,
                  query(http),
                  body(http, method),
                  settings.address(),
                  subscription ->
                      permissions.permit(true, "subscriptions", "/subscriptions/" + subscription)));
    } catch (ArmException e) {
      auditUnlessRead(isRead, http, method, path, token, e.status());
      throw e;
    }
    auditUnlessRead(isRead, http, method, path, token, response.status());
    return response;
  }

  /** Actions that only read. */
  private static boolean isQuery(ArmPath path) {
    return path.type().startsWith("microsoft.resourcegraph/")
        || path.type().startsWith("microsoft.policyinsights/");
  }

  private static String principalOf(Jwt token) {
    String oid = token.getClaimAsString("oid");
    return oid == null ? String.valueOf(token.getSubject()) : oid;
  }

  private void auditUnlessRead(
      boolean isRead, HttpServletRequest http, String method, ArmPath path, Jwt token, int status) {
    if (!isRead) {
      audit.append(
          clock.instant(),
          principalOf(token),
          method + " " + path.type(),
          path.text(),
          http.getRemoteAddr(),
          Integer.toString(status));
    }
  }

  private static Map<String, String> query(HttpServletRequest http) {
    Map<String, String> query = new HashMap<>();
    http.getParameterMap()
        .forEach((name, values) -> query.put(name.toLowerCase(Locale.ROOT), values[0]));
    if (!query.getOrDefault("api-version", "").matches("\\d{4}-\\d{2}-\\d{2}(-preview)?")) {
      throw ArmException.badRequest(
          "MissingApiVersionParameter",
          "The api-version query parameter (?api-version=YYYY-MM-DD) is required for all requests.");
    }
    return query;
  }

  private static ObjectValue body(HttpServletRequest http, String method) {
    if (method.equals("GET") || method.equals("DELETE")) {
      return ObjectValue.EMPTY;
    }
    try {
      byte[] bytes = http.getInputStream().readNBytes(MAX_BODY + 1);
      if (bytes.length > MAX_BODY) {
        throw new ArmException(413, "RequestEntityTooLarge", "A body may have 4 MiB at most.");
      }
      if (bytes.length == 0) {
        return ObjectValue.EMPTY;
      }
      Value value = Json.parse(bytes);
      if (value instanceof ObjectValue object) {
        return object;
      }
      throw ArmException.badRequest("InvalidRequestContent", "The body is not a JSON object.");
    } catch (JacksonException e) {
      throw ArmException.badRequest(
          "InvalidRequestContent", "The body is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw ArmException.badRequest("InvalidRequestContent", "The body could not be read.");
    }
  }

  private static ArmResponse error(int status, String code, String message) {
    return new ArmResponse(
        status,
        ObjectValue.builder()
            .put("error", ObjectValue.builder().put("code", code).put("message", message).build())
            .build());
  }

  /** Class 22 of SQL's states: the value is at fault, such as a NUL character in a text. */
  private static boolean isDataException(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && String.valueOf(sql.getSQLState()).startsWith("22")) {
        return true;
      }
    }
    return false;
  }

  private ArmResponse unexpected(String method, String path, RuntimeException e) {
    if (!database.isReachable()) {
      return error(
          503, "ServiceUnavailable", "The database cannot be reached at the moment; try again.");
    }
    if (isDataException(e)) {
      return error(
          400, "InvalidRequestContent", "The request holds a character that cannot be stored.");
    }
    LOG.error("{} {} failed", method, path, e);
    return error(500, "InternalServerError", "The request failed; the server's log says why.");
  }
}
