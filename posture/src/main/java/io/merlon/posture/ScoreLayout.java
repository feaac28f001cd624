package io.merlon.posture;

import java.util.List;

/**
 * Which recommendation counts in which control, and as which bit of the control's combinations.
 * Recommendations that never count (in no control, in preview) have no control here.
 */
final class ScoreLayout {
  private final List<SecurityControl> controls;
  private final int[] controlOf;
  private final int[] bitOf;
  private final int[] sizes;
  private final boolean[] hasPoints;

  /**
   * @param controls all controls
   * @param controlOf by recommendation, the position of its control, or -1 when it does not count
   */
  ScoreLayout(List<SecurityControl> controls, int[] controlOf) {
    this.controls = List.copyOf(controls);
    this.controlOf = controlOf.clone();
    this.bitOf = new int[controlOf.length];
    this.sizes = new int[controls.size()];
    this.hasPoints = new boolean[controls.size()];
    for (int i = 0; i < hasPoints.length; i++) {
      hasPoints[i] = controls.get(i).maxScore() > 0;
    }
    for (int i = 0; i < controlOf.length; i++) {
      if (controlOf[i] >= 0) {
        bitOf[i] = sizes[controlOf[i]]++;
      }
    }
  }

  List<SecurityControl> controls() {
    return controls;
  }

  int recommendations() {
    return controlOf.length;
  }

  /** The position of the recommendation's control, or -1 when it does not count. */
  int controlOf(int recommendation) {
    return controlOf[recommendation];
  }

  int bitOf(int recommendation) {
    return bitOf[recommendation];
  }

  /** Whether the control can give points at all. */
  boolean hasPoints(int control) {
    return hasPoints[control];
  }

  /** How many recommendations count in the control. */
  int sizeOf(int control) {
    return sizes[control];
  }
}
