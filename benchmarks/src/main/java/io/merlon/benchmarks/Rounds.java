package io.merlon.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Takes the least time of several tasks over rounds in which all take turns, so that what else the
 * machine does spoils all of them or none.
 */
final class Rounds {
  private final Map<String, Runnable> tasks = new LinkedHashMap<>();
  private final Map<String, Long> least = new LinkedHashMap<>();

  Rounds task(String name, Runnable task) {
    tasks.put(name, task);
    return this;
  }

  Rounds run(int rounds) {
    for (int round = 0; round < rounds; round++) {
      tasks.forEach((name, task) -> {
        long start = System.nanoTime();
        task.run();
        least.merge(name, System.nanoTime() - start, Math::min);
      });
    }
    return this;
  }

  /** Milliseconds. */
  double least(String name) {
    return least.getOrDefault(name, 0L) / 1e6;
  }

  /** A table of all, with their ratio to the first. */
  void print() {
    double first = least(tasks.keySet().iterator().next());
    tasks
        .keySet()
        .forEach(name ->
            System.out.printf("%-52s %10.2f ms %8.2f%n", name, least(name), least(name) / first));
  }
}
