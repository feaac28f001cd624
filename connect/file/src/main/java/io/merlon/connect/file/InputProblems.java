package io.merlon.connect.file;

import java.util.ArrayList;
import java.util.List;

/**
 * The problems of an input: those that were kept, in the order of the input, and how many there
 * were in all.
 *
 * @param kept the first problems, as many as the limits allow
 * @param count all of them
 */
public record InputProblems(List<InputProblem> kept, long count) {
  public static final InputProblems NONE = new InputProblems(List.of(), 0);

  public InputProblems {
    kept = List.copyOf(kept);
  }

  /** Gathers problems within a limit. */
  static final class Gatherer {
    private final int limit;
    private final List<InputProblem> kept = new ArrayList<>();
    private long count;

    Gatherer(int limit) {
      this.limit = limit;
    }

    void add(InputProblem problem) {
      count++;
      if (kept.size() < limit) {
        kept.add(problem);
      }
    }

    void addAll(InputProblems problems) {
      problems.kept().forEach(this::add);
      count += problems.count() - problems.kept().size();
    }

    InputProblems problems() {
      return new InputProblems(kept, count);
    }
  }
}
