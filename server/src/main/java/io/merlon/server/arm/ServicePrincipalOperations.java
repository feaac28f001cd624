package io.merlon.server.arm;

import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import io.merlon.server.identity.Principals;
import io.merlon.server.identity.Principals.NewSecret;
import io.merlon.server.identity.RoleAssignments;
import io.merlon.store.PrincipalStore.Principal;
import io.merlon.store.PrincipalStore.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * {@code /providers/Merlon.Identity/servicePrincipals/CLIENT-ID}, and its {@code secrets}: who may
 * sign in with the built-in issuer. A secret is shown in the answer that made it and never again.
 */
final class ServicePrincipalOperations {
  private static final String PRINCIPALS = "Merlon.Identity/servicePrincipals";
  private static final String SECRETS = PRINCIPALS + "/secrets";
  private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final int MOST_SECRETS = 5;
  private static final Duration USUAL_LIFE = Duration.ofDays(180);
  private static final Duration LONGEST_LIFE = Duration.ofDays(730);

  private final Principals principals;
  private final RoleAssignments roles;
  private final InstantSource clock;

  ServicePrincipalOperations(Principals principals, RoleAssignments roles, InstantSource clock) {
    this.principals = principals;
    this.roles = roles;
    this.clock = clock;
  }

  void register(ArmOperations operations) {
    operations
        .collection("GET", PRINCIPALS, this::list)
        .item("GET", PRINCIPALS, request -> ArmResponse.ok(show(principal(request))))
        .item("PUT", PRINCIPALS, this::put)
        .item("DELETE", PRINCIPALS, this::delete)
        .collection("GET", SECRETS, this::secrets)
        .collection("POST", SECRETS, this::addSecret)
        .item("DELETE", SECRETS, this::deleteSecret);
  }

  private ArmResponse list(ArmRequest request) {
    List<Value> items = new ArrayList<>();
    principals.list().forEach(one -> items.add(show(one)));
    return ArmResponse.list(items);
  }

  /** The one that the path names; client ids are compared as they are. */
  private Principal principal(ArmRequest request) {
    return principals
        .find(request.path().names().getFirst())
        .orElseThrow(() -> ArmException.notFound(request.path().text()));
  }

  private static ObjectValue show(Principal one) {
    return ArmResponse.resource(
        "/providers/" + PRINCIPALS + "/" + one.clientId(),
        one.clientId(),
        PRINCIPALS,
        ObjectValue.builder()
            .put("principalId", one.id().toString())
            .put("clientId", one.clientId())
            .put("displayName", one.displayName())
            .build());
  }

  private ArmResponse put(ArmRequest request) {
    String clientId = request.path().lastName();
    if (!CLIENT_ID.matcher(clientId).matches()) {
      throw ArmException.badRequest(
          "InvalidClientId",
          "A client id has at most 64 letters, digits, dots, dashes and underscores.");
    }
    boolean isNew = principals.find(clientId).isEmpty();
    String name = request.body().get("properties").get("displayName").textOr(clientId);
    return ArmResponse.created(isNew, show(principals.put(clientId, name)));
  }

  private ArmResponse delete(ArmRequest request) {
    return ArmResponse.deleted(
        principals
            .find(request.path().lastName())
            .filter(one -> {
              roles.withdrawAll(one.id());
              return principals.delete(one);
            })
            .isPresent());
  }

  private ArmResponse secrets(ArmRequest request) {
    Principal principal = principal(request);
    List<Value> items = new ArrayList<>();
    for (Secret one : principals.secrets(principal)) {
      items.add(secret(principal, one.id(), one.displayName(), one.expiresAt()).build());
    }
    return ArmResponse.list(items);
  }

  private static ObjectValue.Builder secret(
      Principal principal, UUID id, String displayName, Instant until) {
    return ObjectValue.builder()
        .put("id", "/providers/" + PRINCIPALS + "/" + principal.clientId() + "/secrets/" + id)
        .put("name", id.toString())
        .put("type", SECRETS)
        .put(
            "properties",
            ObjectValue.builder()
                .put("displayName", displayName)
                .put("endDateTime", until.toString())
                .build());
  }

  private ArmResponse addSecret(ArmRequest request) {
    Principal principal = principal(request);
    if (principals.secrets(principal).size() >= MOST_SECRETS) {
      throw new ArmException(
          409,
          "TooManySecrets",
          "A principal has at most " + MOST_SECRETS + " secrets: delete one first.");
    }
    Value properties = request.body().get("properties");
    Instant until = until(properties.get("endDateTime").textOr(""));
    String displayName = properties.get("displayName").textOr("");
    NewSecret made = principals.addSecret(principal, displayName, until);
    return ArmResponse.created(
        true,
        secret(principal, made.id(), displayName, until).put("secretText", made.text()).build());
  }

  private Instant until(String text) {
    Instant now = clock.instant();
    try {
      Instant until = text.isEmpty() ? now.plus(USUAL_LIFE) : Instant.parse(text);
      if (until.isAfter(now) && !until.isAfter(now.plus(LONGEST_LIFE))) {
        return until;
      }
    } catch (DateTimeParseException e) {
      // told below, like a time that is out of bounds
    }
    throw ArmException.badRequest(
        "InvalidEndDateTime",
        "properties.endDateTime must be a time (2030-01-31T00:00:00Z) within two years.");
  }

  private ArmResponse deleteSecret(ArmRequest request) {
    Principal principal = principal(request);
    try {
      UUID secret = UUID.fromString(request.path().lastName());
      return ArmResponse.deleted(principals.deleteSecret(principal, secret));
    } catch (IllegalArgumentException e) {
      throw ArmException.notFound(request.path().text());
    }
  }
}
