package io.merlon.posture;

import java.util.function.Consumer;

/**
 * Takes assessments as they are made. One that needs only some of them says so in {@link #wants},
 * and the others are counted without being built.
 */
@FunctionalInterface
public interface AssessmentSink extends Consumer<Assessment> {
  /** Takes none: for who needs the report only. */
  AssessmentSink NONE =
      new AssessmentSink() {
        @Override
        public boolean wants(Recommendation recommendation, AssessmentStatus status) {
          return false;
        }

        @Override
        public void accept(Assessment assessment) {}
      };

  /** Whether assessments of this recommendation with this status are wanted; all are by default. */
  default boolean wants(Recommendation recommendation, AssessmentStatus status) {
    return true;
  }
}
