package io.merlon.server.arm;

import io.merlon.connect.file.EventFiles;
import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.ResourceId;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.server.threat.Matched;
import io.merlon.server.threat.ThreatDetection;
import io.merlon.store.Database;
import io.merlon.store.StoredAlert;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * {@code POST SCOPE/providers/Microsoft.Security/events}: events of a resource, or of a
 * subscription. The answer comes when their alerts are kept.
 */
final class EventIntake {
  static final String EVENTS = "microsoft.security/events";

  /** So many bodies are in memory at once, and so many more requests wait for that. */
  private static final int AT_ONCE = 4;

  private static final int MOST_WAITING = 16;
  private static final long LONGEST_WAIT_SECONDS = 10;
  private static final int MOST_NAMED = 100;

  private final Semaphore places = new Semaphore(AT_ONCE, true);
  private final Database database;
  private final ThreatDetection threats;

  EventIntake(Database database, ThreatDetection threats) {
    this.database = database;
    this.threats = threats;
  }

  static boolean takes(String method, ArmPath path) {
    return method.equals("POST") && path.type().equals(EVENTS) && !path.isItem();
  }

  /**
   * Takes events in.
   *
   * @param transaction runs what it is given in a transaction, with the audit entry
   */
  ArmResponse take(
      ArmRequest request,
      HttpServletRequest http,
      UnaryOperator<Supplier<ArmResponse>> transaction) {
    ResourceId scope = scope(request);
    if (places.getQueueLength() >= MOST_WAITING || !hasPlace()) {
      throw new ArmException(
          429, "TooManyRequests", "Others are sending events; send these again in a moment.");
    }
    try {
      EventBody body = EventBody.read(http);
      Matched matched = threats.match(scope, body.events());
      return threats.inTurn(() -> {
        threats.accept(matched);
        return transaction.apply(() -> answer(body, matched, threats.keep())).get();
      });
    } finally {
      places.release();
    }
  }

  private boolean hasPlace() {
    try {
      return places.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** A resource that is known, or a subscription. */
  private ResourceId scope(ArmRequest request) {
    String text = request.path().scope();
    ResourceId scope = ResourceId.of(text);
    if (request.path().foldedScope().matches(DocumentType.SUBSCRIPTION)
        || (!request.subscription().isEmpty() && database.resources().find(scope).isPresent())) {
      return scope;
    }
    throw new ArmException(
        404,
        "ResourceNotFound",
        "There is no resource '"
            + text
            + "'; events are sent for a resource of the inventory or"
            + " for a subscription.");
  }

  private static ArmResponse answer(EventBody body, Matched matched, List<StoredAlert> alerts) {
    return ArmResponse.ok(
        ObjectValue.builder()
            .put("accepted", body.events().size())
            .put("analysed", matched.analysed())
            .put("refused", body.refused())
            .put(
                "problems",
                new ArrayValue(body.problems().stream().map(EventIntake::problem).toList()))
            .put(
                "plansOff",
                new ArrayValue(
                    matched.off().entrySet().stream()
                        .<Value>map(one ->
                            ObjectValue.builder()
                                .put("plan", one.getKey())
                                .put("events", one.getValue())
                                .build())
                        .toList()))
            .put(
                "alerts",
                new ArrayValue(
                    alerts.stream()
                        .limit(MOST_NAMED)
                        .<Value>map(one -> new StringValue(one.document().get("id").textOr("")))
                        .toList()))
            .build());
  }

  private static Value problem(EventFiles.Problem problem) {
    return ObjectValue.builder()
        .put("line", problem.position())
        .put("reason", problem.reason())
        .build();
  }
}
