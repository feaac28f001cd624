package io.merlon.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.merlon.json.Json;
import io.merlon.model.ArrayValue;
import io.merlon.model.Value;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a customer's receiver of findings does: takes them when it is there, checks signatures. */
final class WebhookReceiver implements AutoCloseable {
  private final HttpServer server;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile int answer = 200;

  /** One delivery as it came. */
  record Request(String timestamp, String signature, String body) {
    boolean isSignedWith(String secret) throws GeneralSecurityException {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] expected = mac.doFinal((timestamp + "." + body).getBytes(StandardCharsets.UTF_8));
      return signature.equals("v1=" + HexFormat.of().formatHex(expected));
    }

    List<Value> findings() {
      return ((ArrayValue) Json.parse(body)).items();
    }
  }

  private WebhookReceiver(HttpServer server) {
    this.server = server;
  }

  static WebhookReceiver start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    WebhookReceiver receiver = new WebhookReceiver(server);
    server.createContext("/", receiver::take);
    server.start();
    return receiver;
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (answer == 200) {
      requests.add(
          new Request(
              exchange.getRequestHeaders().getFirst("X-Merlon-Timestamp"),
              exchange.getRequestHeaders().getFirst("X-Merlon-Signature"),
              body));
    }
    exchange.sendResponseHeaders(answer, -1);
    exchange.close();
  }

  /** From now on it answers with this status, and takes nothing unless that is 200. */
  void answerWith(int status) {
    answer = status;
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/findings";
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  /** The findings about a resource whose id ends like this, in the order in which they came. */
  List<Value> findingsOf(String resource) {
    return requests.stream()
        .flatMap(request -> request.findings().stream())
        .filter(one -> one.toString().contains(resource))
        .toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
