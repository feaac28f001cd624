package io.merlon.cli.client;

import io.merlon.detection.Event;
import io.merlon.json.Json;
import io.merlon.model.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/** Gathers events and sends them in batches, each until the server has acknowledged it. */
final class EventBatches {
  private static final int MOST_EVENTS = 2_000;
  private static final int MOST_BYTES = 4 << 20;

  private final ServerClient client;
  private final String path;
  private final Consumer<String> said;
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
  private final Set<String> off = new TreeSet<>();
  private int waiting;
  private long sent;
  private long analysed;
  private final Set<String> alerts = new TreeSet<>();

  /**
   * @param said is told what the server would not analyse, once
   */
  EventBatches(ServerClient client, String scope, Consumer<String> said) {
    this.client = client;
    this.path = scope + Arm.SECURITY + "events";
    this.said = said;
  }

  /** Takes an event, which is sent with the next batch. */
  void add(Event event) {
    byte[] line = (Json.write(event.fields()) + "\n").getBytes(StandardCharsets.UTF_8);
    if (waiting > 0 && lines.size() + line.length > MOST_BYTES) {
      flush();
    }
    lines.writeBytes(line);
    waiting++;
    if (waiting == MOST_EVENTS) {
      flush();
    }
  }

  /** Sends what waits. */
  void flush() {
    if (waiting == 0) {
      return;
    }
    try {
      Value answer = client.postPacked(path, packed()).body();
      sent += waiting;
      analysed += Arm.whole(answer.get("analysed"));
      Arm.items(answer.get("alerts")).forEach(one -> alerts.add(Arm.text(one)));
      for (Value one : Arm.items(answer.get("plansOff"))) {
        String plan = Arm.text(one.get("plan"));
        if (off.add(plan)) {
          said.accept("the plan " + plan + " is off there: its events are not analysed");
        }
      }
      for (Value one : Arm.items(answer.get("problems"))) {
        said.accept("refused: " + Arm.text(one.get("reason")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    lines.reset();
    waiting = 0;
  }

  private byte[] packed() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      lines.writeTo(gzip);
    }
    return packed.toByteArray();
  }

  /** How far it has come. */
  String summary() {
    return "%,d events acknowledged, %,d analysed, %,d alerts"
        .formatted(sent, analysed, alerts.size());
  }
}
