package io.merlon.connect.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.connect.file.IdFingerprints.Seen;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class IdFingerprintsTest {
  private static Seen add(IdFingerprints seen, String id) {
    return seen.add(id.toLowerCase(Locale.ROOT), id);
  }

  @Test
  void tellsEveryIdFromEveryOtherAndKnowsEachAgain() {
    IdFingerprints seen = new IdFingerprints(42);
    int count = 300_000;
    for (int i = 0; i < count; i++) {
      assertThat(add(seen, "/Subscriptions/" + i)).isEqualTo(Seen.NEW);
    }
    for (int i = 0; i < count; i++) {
      assertThat(add(seen, "/Subscriptions/" + i)).isEqualTo(Seen.AS_WRITTEN);
      assertThat(add(seen, "/subscriptions/" + i)).isEqualTo(Seen.IN_OTHER_CASE);
    }
    assertThat(seen.bytes()).isLessThanOrEqualTo(43L * count);
  }
}
