package io.merlon.cli.client;

import io.merlon.cli.ExitCode;
import io.merlon.model.IntegerValue;
import io.merlon.model.Value;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The token of a context: as kept, or a fresh one that is then kept. */
final class TokenSource {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** Renewed so long before it ends that a request still has the time to arrive. */
  private static final Duration MARGIN = Duration.ofSeconds(60);

  private final HttpClient http;
  private final Contexts contexts;
  private final String name;
  private final InstantSource clock;
  private Context context;

  TokenSource(HttpClient http, Contexts contexts, String name, InstantSource clock)
      throws IOException {
    this.http = http;
    this.contexts = contexts;
    this.name = name;
    this.clock = clock;
    this.context = contexts.read(name);
  }

  String token() throws IOException {
    if (clock.instant().isAfter(context.expires().minus(MARGIN))) {
      renew();
    }
    return context.token();
  }

  void renew() throws IOException {
    if (context.secret().isEmpty()) {
      throw new ServerFault(
          ExitCode.UNREACHABLE, "the sign-in has ended: sign in again with merlon login");
    }
    context = signedIn(http, context, clock.instant());
    contexts.write(name, context);
  }

  /** The context with a token that its secret gives (OAuth 2.0, client credentials). */
  static Context signedIn(HttpClient http, Context context, Instant now) throws IOException {
    String form =
        "grant_type=client_credentials&client_id="
            + ServerClient.encoded(context.clientId())
            + "&client_secret="
            + ServerClient.encoded(context.secret());
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(context.server() + "/oauth2/token"))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    HttpResponse<String> response;
    try {
      response = http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw ServerClient.unreachable(context.server(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerFault(ExitCode.UNREACHABLE, "interrupted");
    }
    Value answer = ServerClient.json(response.body());
    String token = answer.get("access_token").textOr("");
    if (response.statusCode() != 200 || token.isEmpty()) {
      String reason = answer.get("error").textOr("HTTP " + response.statusCode());
      throw new ServerFault(
          ExitCode.UNREACHABLE,
          context.server()
              + " refuses the sign-in of '"
              + context.clientId()
              + "': "
              + (reason.equals("invalid_client") ? "unknown client or wrong secret" : reason));
    }
    long seconds = answer.get("expires_in") instanceof IntegerValue(long number) ? number : 300;
    return context.withToken(token, now.plusSeconds(seconds));
  }
}
