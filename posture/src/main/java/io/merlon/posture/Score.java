package io.merlon.posture;

/**
 * A secure score.
 *
 * @param current the points reached, from 0 to {@code max}
 * @param max the sum of the maxima of the controls that have a resource; 0 when nothing is assessed
 * @param percentage {@code current} of {@code max} from 0 to 100; 0 when nothing is assessed
 */
public record Score(double current, int max, double percentage) {
  /** The score of nothing. */
  public static final Score NOTHING_ASSESSED = new Score(0, 0, 0);

  /** Whether any resource counts, so that the percentage says something. */
  public boolean isAssessed() {
    return max > 0;
  }
}
