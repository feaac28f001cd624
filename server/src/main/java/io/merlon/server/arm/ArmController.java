package io.merlon.server.arm;

import io.merlon.json.Json;
import io.merlon.model.ObjectValue;
import io.merlon.server.ServerSettings;
import io.merlon.server.identity.PrincipalName;
import io.merlon.server.identity.RoleAssignments;
import io.merlon.server.identity.RoleAssignments.Permissions;
import io.merlon.server.threat.ThreatDetection;
import io.merlon.store.AuditLog;
import io.merlon.store.Database;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Everything under ARM's paths: reads the request, asks who it is, acts, audits, answers. What a
 * write changed and its audit entry are kept together or not at all.
 */
@RestController
public class ArmController {
  private static final Logger LOG = LoggerFactory.getLogger(ArmController.class);
  private static final List<String> READS = List.of("GET", "HEAD", "OPTIONS");

  /** These give only what the caller may read. */
  private static final List<String> OPEN_TO_ALL_SIGNED_IN =
      List.of("subscriptions", "tenants", "microsoft.resourcegraph/resources");

  /** Who comes too often, or in vain, may try again. */
  private static final List<Integer> PASSING = List.of(429, 503);

  private static final int RETRY_AFTER_SECONDS = 5;
  private static final long LONGEST_WAIT_SECONDS = 30;

  private final Semaphore turns = new Semaphore(Database.REQUESTS, true);
  private final ArmApi api;
  private final EventIntake events;
  private final RoleAssignments roles;
  private final AuditLog audit;
  private final ServerSettings settings;
  private final Database database;
  private final InstantSource clock;

  ArmController(
      ArmApi api,
      RoleAssignments roles,
      Database database,
      ThreatDetection threats,
      ServerSettings settings,
      InstantSource clock) {
    this.api = api;
    this.events = new EventIntake(database, threats);
    this.roles = roles;
    this.audit = database.audit();
    this.database = database;
    this.settings = settings;
    this.clock = clock;
  }

  @RequestMapping(
      path = {"/subscriptions/**", "/subscriptions", "/providers/**", "/tenants"},
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<byte[]> handle(HttpServletRequest http, JwtAuthenticationToken token) {
    Answer answer;
    try {
      answer =
          perform(new Call(http, RequestReader.path(http), PrincipalName.of(token.getToken())));
    } catch (RuntimeException e) {
      answer = Answer.of(failed(http, e));
    }
    var response = ResponseEntity.status(answer.status());
    if (PASSING.contains(answer.status())) {
      response.header("Retry-After", Integer.toString(RETRY_AFTER_SECONDS));
    }
    answer.location().ifPresent(place -> response.header("Location", place));
    return answer.json().map(response::body).orElseGet(response::build);
  }

  /** What goes to the client, as JSON, which is smaller than what it was made from. */
  private record Answer(int status, Optional<String> location, Optional<byte[]> json) {
    static Answer of(ArmResponse response) {
      return new Answer(
          response.status(),
          response.location(),
          response.body().isAbsent()
              ? Optional.empty()
              : Optional.of(Json.writeBytes(response.body())));
    }
  }

  /** A request, who makes it and what it is about. */
  private record Call(HttpServletRequest http, ArmPath path, String principal) {
    String method() {
      return http.getMethod();
    }

    /** Whether it changes nothing: some actions only ask. */
    boolean isRead() {
      return READS.contains(method())
          || (method().equals("POST")
              && (path.type().startsWith("microsoft.resourcegraph/")
                  || path.type().startsWith("microsoft.policyinsights/policystates/")));
    }
  }

  private Answer perform(Call call) {
    try {
      Map<String, String> query = RequestReader.query(call.http());
      if (EventIntake.takes(call.method(), call.path())) {
        return events(call, query);
      }
      ObjectValue body = RequestReader.body(call.http());
      // only now, so that nobody who sends slowly keeps others waiting
      return inTurn(() -> {
        ArmRequest request = admit(call, query, body);
        return Answer.of(call.isRead() ? api.perform(request) : write(call, request));
      });
    } catch (RuntimeException e) {
      int status = status(e);
      if (!call.isRead() && !PASSING.contains(status)) {
        audit(call, status);
      }
      throw e;
    }
  }

  /** Events are read only of those who may send them, and matched before a connection is taken. */
  private Answer events(Call call, Map<String, String> query) {
    ArmRequest request = inTurn(() -> admit(call, query, ObjectValue.EMPTY));
    return Answer.of(
        events.take(request, call.http(), keeping -> () -> inTurn(() -> written(call, keeping))));
  }

  private ArmResponse write(Call call, ArmRequest request) {
    return written(call, () -> api.perform(request));
  }

  private ArmResponse written(Call call, Supplier<ArmResponse> task) {
    return database.inTransaction(() -> {
      ArmResponse response = task.get();
      audit(call, response.status());
      return response;
    });
  }

  /** So many at a time as there are connections: answers are large, and all wait for the same. */
  private <T> T inTurn(Supplier<T> task) {
    try {
      if (!turns.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw new ArmException(503, "ServerBusy", "The server is busy at the moment; try again.");
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new ArmException(503, "ServerBusy", "The server is stopping; try again.");
    }
    try {
      return task.get();
    } finally {
      turns.release();
    }
  }

  /** The request, when who makes it may. */
  private ArmRequest admit(Call call, Map<String, String> query, ObjectValue body) {
    ArmPath path = call.path();
    Permissions permissions = roles.of(call.principal());
    boolean open = call.isRead() && OPEN_TO_ALL_SIGNED_IN.contains(path.type());
    if (!open && !permissions.permit(call.isRead(), path.type(), path.folded())) {
      throw new ArmException(
          403,
          "AuthorizationFailed",
          "The client '"
              + call.principal()
              + "' has no role that permits "
              + call.method()
              + " on '"
              + path.text()
              + "'.");
    }
    return new ArmRequest(
        call.method(),
        path,
        query,
        body,
        settings.address(),
        subscription -> permissions.permit(true, "subscriptions", "/subscriptions/" + subscription),
        id -> permissions.permit(true, "", id));
  }

  private void audit(Call call, int status) {
    audit.append(
        clock.instant(),
        call.principal(),
        call.method() + " " + call.path().type(),
        call.path().text(),
        call.http().getRemoteAddr(),
        Integer.toString(status));
  }

  private static int status(RuntimeException failure) {
    if (failure instanceof ArmException known) {
      return known.status();
    }
    if (Database.isAway(failure)) {
      return 503;
    }
    return Database.isWrongValue(failure) ? 400 : 500;
  }

  private static ArmResponse failed(HttpServletRequest http, RuntimeException failure) {
    int status = status(failure);
    if (failure instanceof ArmException known) {
      return error(status, known.code(), String.valueOf(known.getMessage()));
    }
    return switch (status) {
      case 503 ->
          error(
              status,
              "ServiceUnavailable",
              "The database cannot be reached at the moment; try again.");
      case 400 ->
          error(
              status,
              "InvalidRequestContent",
              "The request holds a character that cannot be stored.");
      default -> {
        LOG.error("{} {} failed", http.getMethod(), http.getRequestURI(), failure);
        yield error(
            status, "InternalServerError", "The request failed; the server's log says why.");
      }
    };
  }

  private static ArmResponse error(int status, String code, String message) {
    return new ArmResponse(
        status,
        ObjectValue.builder()
            .put("error", ObjectValue.builder().put("code", code).put("message", message).build())
            .build());
  }
}
