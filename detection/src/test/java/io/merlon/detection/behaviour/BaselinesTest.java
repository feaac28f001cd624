package io.merlon.detection.behaviour;

import static io.merlon.detection.behaviour.Events.after;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** What is no baseline is refused, with a reason. */
class BaselinesTest {
  private static final int HEADER = 20;
  private final byte[] saved = saved();

  private static byte[] saved() {
    Events events = new Events();
    for (int i = 0; i < 300; i++) {
      events.process(after(i), "pc", "C:\\a.exe", "C:\\b" + i % 7 + ".exe");
      events.signIn(after(i), "user" + i % 5, "192.0.2." + i % 9, "host" + i % 3, true);
      events.connection(after(i), "10.0.0.5", "203.0.113." + i % 20, "443");
      events.query(after(i), "10.0.0.5", "x" + i + ".example.com", "A", "NOERROR");
    }
    return events.analyzer.save();
  }

  private static void refused(byte[] bytes, String reason) {
    assertThatThrownBy(() -> BehaviourAnalyzer.load(BehaviourRules.builtIn(), bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void otherBytesAreRefused() {
    refused(new byte[0], "no baselines");
    refused(
        "{\"version\": 1, \"and\": \"more\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8),
        "no baselines");
    refused(Arrays.copyOf(saved, saved.length - 1), "cut");
    byte[] newer = saved.clone();
    newer[7] = 9;
    refused(newer, "version 9");
  }

  @Test
  void anyChangedByteIsRefused() {
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      byte[] changed = saved.clone();
      changed[random.nextInt(changed.length)] ^= (byte) (1 + random.nextInt(255));
      refused(changed, "");
    }
  }

  /** Whoever writes a right checksum around hostile bytes gets a refusal or baselines, no more. */
  @Test
  void hostileBytesWithARightChecksumDoNoHarm() {
    Random random = new Random(2);
    for (int i = 0; i < 300; i++) {
      byte[] changed = saved.clone();
      for (int change = 0; change < 3; change++) {
        changed[HEADER + random.nextInt(i % 2 == 0 ? 200 : changed.length - HEADER)] =
            (byte) random.nextInt();
      }
      CRC32C sum = new CRC32C();
      sum.update(changed, HEADER, changed.length - HEADER);
      ByteBuffer.wrap(changed).putLong(8, sum.getValue());
      try {
        BehaviourAnalyzer.load(BehaviourRules.builtIn(), changed).save();
      } catch (IllegalArgumentException refusal) {
        org.assertj.core.api.Assertions.assertThat(refusal).hasMessageMatching("(?s).+");
      }
    }
  }
}
