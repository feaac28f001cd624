package io.merlon.server.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.merlon.model.ObjectValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookExporterTest {
  private final BlockingQueue<Map<String, String>> received = new LinkedBlockingQueue<>();
  private volatile int answer = 204;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var headers = exchange.getRequestHeaders();
          received.add(
              Map.of(
                  "time", headers.getFirst("X-Merlon-Timestamp"),
                  "signature", headers.getFirst("X-Merlon-Signature"),
                  "delivery", headers.getFirst("X-Merlon-Delivery"),
                  "body",
                      new String(
                          exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
          exchange.sendResponseHeaders(answer, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private WebhookExporter exporter() {
    return new WebhookExporter(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/in"),
        "key".getBytes(StandardCharsets.UTF_8),
        () -> Instant.ofEpochSecond(1_000));
  }

  private static List<Delivery> batch() {
    return List.of(
        new Delivery("1", ObjectValue.builder().put("a", 1).build()),
        new Delivery("2", ObjectValue.builder().put("a", 2).build()));
  }

  @Test
  void aBatchIsPostedWithItsSignature() throws Exception {
    try (WebhookExporter exporter = exporter()) {
      exporter.send(batch());
    }
    Map<String, String> request = received.take();
    assertThat(request.get("body")).isEqualTo("[{\"a\":1},{\"a\":2}]");
    assertThat(request.get("delivery")).isEqualTo("1:2");
    assertThat(request.get("time")).isEqualTo("1000");
    // printf '1000.[{"a":1},{"a":2}]' | openssl dgst -sha256 -hmac key
    assertThat(request.get("signature"))
        .isEqualTo("v1=45281f3147dd56c90b12a18ef6b0eec45784c3d3e199f7597deea64fb9632c65");
  }

  @Test
  void whatTheReceiverDoesNotTakeIsNotDelivered() {
    answer = 503;
    try (WebhookExporter exporter = exporter()) {
      assertThatThrownBy(() -> exporter.send(batch()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("503");
      answer = 302;
      assertThatThrownBy(() -> exporter.send(batch())).hasMessageContaining("302");
    }
  }

  @Test
  void findingsLeaveTheMachineEncryptedOnly() {
    for (String right :
        List.of("https://siem.example/in", "http://127.0.0.1:9/x", "http://localhost")) {
      assertThat(WebhookExporter.isAddress(URI.create(right))).as(right).isTrue();
    }
    for (String wrong :
        List.of("http://siem.example/in", "ftp://localhost", "/in", "file:///etc", "https:x")) {
      assertThat(WebhookExporter.isAddress(URI.create(wrong))).as(wrong).isFalse();
    }
  }
}
