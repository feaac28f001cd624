package io.merlon.policy;

import io.merlon.model.ResourceType;
import io.merlon.policy.evaluate.SharedLeaves;
import io.merlon.policy.evaluate.Test;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** All that policies ask of related resources of one type. Filled while planning. */
final class RelatedType {
  private final ResourceType type;
  private final SharedLeaves leaves = new SharedLeaves();
  private final Map<Test, Integer> slots = new HashMap<>();
  private final List<Test> conditions = new ArrayList<>();
  private final Set<RelatedScope> scopes = EnumSet.noneOf(RelatedScope.class);
  private final Set<Integer> levels = new TreeSet<>();
  private boolean keepsDocuments;

  RelatedType(ResourceType type) {
    this.type = type;
  }

  ResourceType type() {
    return type;
  }

  SharedLeaves leaves() {
    return leaves;
  }

  /** The slot of the condition's outcome; equal conditions have one. */
  int slotOf(Test condition, boolean needsEvaluated) {
    keepsDocuments |= needsEvaluated;
    return slots.computeIfAbsent(
        condition,
        c -> {
          conditions.add(needsEvaluated ? Test.FALSE : c);
          return conditions.size() - 1;
        });
  }

  /** Notes that resources of this type look for it. */
  void lookedForBy(ResourceType evaluated, String existenceScope) {
    RelatedScope scope = RelatedScope.of(evaluated, type, existenceScope);
    scopes.add(scope);
    if (scope == RelatedScope.RESOURCE) {
      levels.add(RelatedScope.levels(evaluated, type));
    }
  }

  /** Notes that resources of any type may look for it. */
  void lookedForByAny() {
    scopes.addAll(EnumSet.allOf(RelatedScope.class));
    int depth = (int) type.text().chars().filter(c -> c == '/').count();
    for (int level = 1; level <= depth; level++) {
      levels.add(level);
    }
  }

  List<Test> conditions() {
    return conditions;
  }

  Set<RelatedScope> scopes() {
    return scopes;
  }

  Set<Integer> levels() {
    return levels;
  }

  boolean keepsDocuments() {
    return keepsDocuments;
  }
}
