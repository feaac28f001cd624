package io.merlon.server.export;

import io.merlon.json.Json;
import io.merlon.model.ArrayValue;
import io.merlon.model.Value;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Findings posted as a JSON array. {@code X-Merlon-Signature} is {@code v1=} and the hexadecimal
 * HMAC-SHA256, with the shared secret, of {@code X-Merlon-Timestamp}, a dot and the body; {@code
 * X-Merlon-Delivery} is the same whenever the same batch is sent again.
 */
final class WebhookExporter implements Exporter {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final URI address;
  private final byte[] secret;
  private final InstantSource clock;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(10))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  WebhookExporter(URI address, byte[] secret, InstantSource clock) {
    this.address = address;
    this.secret = secret.clone();
    this.clock = clock;
  }

  /** Findings go encrypted, or not beyond this machine. */
  static boolean isAddress(URI address) {
    return address.getHost() != null
        && ("https".equals(address.getScheme())
            || "http".equals(address.getScheme())
                && List.of("localhost", "127.0.0.1", "[::1]").contains(address.getHost()));
  }

  @Override
  public void send(List<Delivery> batch) throws IOException, InterruptedException {
    String body = Json.write(new ArrayValue(batch.stream().<Value>map(Delivery::finding).toList()));
    String time = Long.toString(clock.instant().getEpochSecond());
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .header("X-Merlon-Delivery", batch.getFirst().id() + ":" + batch.getLast().id())
            .header("X-Merlon-Timestamp", time)
            .header("X-Merlon-Signature", "v1=" + signature(time + "." + body))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    if (status / 100 != 2) {
      throw new IOException("the receiver answered " + status);
    }
  }

  private String signature(String text) throws IOException {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
