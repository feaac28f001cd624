package io.merlon.connect.software;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Speaks as much HTTP as tests need, and may cut a connection in the middle of an answer. */
final class LoopbackServer implements AutoCloseable {
  private final ServerSocket socket;
  private final Function<Request, Answer> answers;
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  /** What was asked for; the names of headers are in small letters. */
  record Request(String path, Map<String, String> headers) {
    String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  /** An answer, of which only so many bytes are sent before the connection is cut. */
  static final class Answer {
    private final int status;
    private final byte[] body;
    private final Map<String, String> headers = new TreeMap<>();
    private int sent = Integer.MAX_VALUE;

    Answer(int status, byte[] body) {
      this.status = status;
      this.body = body;
    }

    static Answer ok(byte[] body) {
      return new Answer(200, body);
    }

    static Answer of(int status) {
      return new Answer(status, new byte[0]);
    }

    Answer header(String name, String value) {
      headers.put(name, value);
      return this;
    }

    Answer cutAfter(int bytes) {
      sent = bytes;
      return this;
    }
  }

  LoopbackServer(Function<Request, Answer> answers) throws IOException {
    this.answers = answers;
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  URI address(String path) {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + path);
  }

  List<Request> requests() {
    return requests;
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
      String path = reader.readLine().split(" ", -1)[1];
      Map<String, String> headers = new TreeMap<>();
      for (String line = reader.readLine(); !line.isEmpty(); line = reader.readLine()) {
        int colon = line.indexOf(':');
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
      Request request = new Request(path, headers);
      requests.add(request);
      send(answers.apply(request), connection.getOutputStream());
    } catch (IOException cut) {
      // The other side has gone.
    }
  }

  private static void send(Answer answer, OutputStream output) throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status + " -\r\n");
    answer.headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    if (answer.status != 304) {
      head.append("Content-Length: " + answer.body.length + "\r\n");
    }
    head.append("Connection: close\r\n\r\n");
    output.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    output.write(answer.body, 0, Math.min(answer.sent, answer.body.length));
    output.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
