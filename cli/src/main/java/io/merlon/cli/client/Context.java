package io.merlon.cli.client;

import io.merlon.json.Json;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * A server that somebody signed in to.
 *
 * @param server its address: {@code https://HOST:PORT}
 * @param certificate the certificates (PEM) that are trusted; empty for those that the system
 *     trusts
 * @param clientId who signed in
 * @param secret the client's secret, with which tokens are renewed; empty when it is not kept
 * @param token the access token
 * @param expires until when the token is good
 */
record Context(
    String server,
    String certificate,
    String clientId,
    String secret,
    String token,
    Instant expires) {
  static Context read(String text) {
    Value json = Json.parse(text);
    return new Context(
        json.get("server").textOr(""),
        json.get("certificate").textOr(""),
        json.get("clientId").textOr(""),
        json.get("secret").textOr(""),
        json.get("token").textOr(""),
        time(json.get("expires").textOr("")));
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException unknown) {
      return Instant.EPOCH;
    }
  }

  String write() {
    return Json.writePretty(
        ObjectValue.builder()
            .put("server", server)
            .put("certificate", certificate)
            .put("clientId", clientId)
            .put("secret", secret)
            .put("token", token)
            .put("expires", expires.toString())
            .build());
  }

  Context withToken(String fresh, Instant until) {
    return new Context(server, certificate, clientId, secret, fresh, until);
  }

  /** Without what opens anything. */
  @Override
  public String toString() {
    return clientId + " at " + server;
  }
}
