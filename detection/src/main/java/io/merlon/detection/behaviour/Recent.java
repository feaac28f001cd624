package io.merlon.detection.behaviour;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known by key, of at most so many keys: the one that was not asked for the longest is let
 * go first.
 */
final class Recent<V> {
  /** Longer keys are cut, so that hostile ones do not cost more than others. */
  static final int LONGEST_KEY = 300;

  private final Map<String, V> known;
  private final int most;

  Recent(int most) {
    this.most = most;
    this.known =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > most;
          }
        };
  }

  /** What is known of the key, else what is made now. */
  V get(String key, Supplier<V> made) {
    String bounded = bounded(key);
    @Nullable V value = known.get(bounded);
    if (value == null) {
      V added = made.get();
      known.put(bounded, added);
      return added;
    }
    return value;
  }

  void put(String key, V value) {
    known.put(bounded(key), value);
  }

  boolean has(String key) {
    return known.containsKey(bounded(key));
  }

  int size() {
    return known.size();
  }

  int most() {
    return most;
  }

  /** Each, the one that was asked for last at the end. */
  void forEach(BiConsumer<String, V> each) {
    known.forEach(each);
  }

  private static String bounded(String key) {
    return key.length() <= LONGEST_KEY ? key : key.substring(0, LONGEST_KEY);
  }
}
