package io.merlon.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What lies behind a failure. */
final class Causes {
  private static final int DEEPEST = 32;

  private Causes() {}

  /** The failure and its causes, outermost first. */
  static List<Throwable> of(Throwable failure) {
    List<Throwable> causes = new ArrayList<>();
    @Nullable Throwable cause = failure;
    while (cause != null && causes.size() < DEEPEST) {
      causes.add(cause);
      cause = cause.getCause();
    }
    return causes;
  }
}
