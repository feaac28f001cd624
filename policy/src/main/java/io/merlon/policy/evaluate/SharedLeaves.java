package io.merlon.policy.evaluate;

import io.merlon.model.ResourceType;
import java.util.HashMap;
import java.util.Map;

/** The leaves of all policies for one resource type: equal ones become one node with one memory. */
public final class SharedLeaves {
  private final Map<ResourceType, Map<Test, Test.Shared>> byType = new HashMap<>();

  Test share(ResourceType type, Test leaf) {
    if (leaf instanceof Test.Constant) {
      return leaf;
    }
    Map<Test, Test.Shared> known = byType.computeIfAbsent(type, t -> new HashMap<>());
    return known.computeIfAbsent(leaf, l -> new Test.Shared(l, known.size()));
  }
}
