package io.merlon.posture;

/** How many more different combinations one tally may keep; bounds its memory. */
final class CombinationBudget {
  private int left;

  CombinationBudget(int combinations) {
    this.left = combinations;
  }

  boolean take() {
    if (left == 0) {
      return false;
    }
    left--;
    return true;
  }

  void giveBack() {
    left++;
  }
}
