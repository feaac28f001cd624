package io.merlon.posture.nativeassessment;

import io.merlon.model.AbsentValue;
import io.merlon.model.PropertyName;
import io.merlon.model.Resource;
import io.merlon.model.Value;
import java.util.Set;

/** Where a machine's resource holds the facts that were read on the machine itself. */
final class MachineFacts {
  private static final Set<String> MACHINES =
      Set.of("microsoft.compute/virtualmachines", "microsoft.hybridcompute/machines");
  private static final PropertyName PROPERTIES = PropertyName.of("properties");
  private static final PropertyName FACTS = PropertyName.of("facts");

  private MachineFacts() {}

  /** The facts, or an absent value when this is no machine or its facts were not read. */
  static Value of(Resource resource) {
    return isMachine(resource)
        ? resource.document().get(PROPERTIES).get(FACTS)
        : AbsentValue.ABSENT;
  }

  static boolean isMachine(Resource resource) {
    return MACHINES.contains(resource.type().folded());
  }
}
