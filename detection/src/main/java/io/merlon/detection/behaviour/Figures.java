package io.merlon.detection.behaviour;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Named figures, as they are told. */
final class Figures {
  private final Map<String, String> texts = new LinkedHashMap<>();

  Figures put(String name, long figure) {
    texts.put(name, String.valueOf(figure));
    return this;
  }

  Figures put(String name, double figure) {
    texts.put(name, String.format(Locale.ROOT, "%.3f", figure));
    return this;
  }

  Map<String, String> texts() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(texts));
  }

  /** A share as a percentage for people. */
  static String percent(double share) {
    return String.format(Locale.ROOT, share < 0.1 ? "%.1f %%" : "%.0f %%", share * 100);
  }

  /** A length of time for people. */
  static String time(double seconds) {
    return seconds < 120
        ? String.format(Locale.ROOT, "%.1f seconds", seconds)
        : seconds < 7200
            ? String.format(Locale.ROOT, "%.0f minutes", seconds / 60)
            : String.format(Locale.ROOT, "%.0f hours", seconds / 3600);
  }
}
