package io.merlon.posture.nativeassessment;

import io.merlon.model.Resource;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes native assessments from the resources of an inventory as they stream by. Where several
 * resources tell the same assessment of one, the worst of them holds. It keeps nothing.
 */
public interface NativeAssessmentSource {

  /** The names, in lower case, of the assessments that it can make. */
  Set<String> names();

  /** Looks at a resource and gives the assessments that it settles, if any. */
  void observe(Resource resource, Consumer<NativeAssessment> assessments);
}
