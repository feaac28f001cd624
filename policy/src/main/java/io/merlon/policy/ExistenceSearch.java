package io.merlon.policy;

import io.merlon.model.ResourceType;
import io.merlon.policy.syntax.Template;
import java.util.Optional;

/**
 * One policy's check for a related resource, made ready for evaluated resources of one type.
 *
 * @param scope where the related resource is looked for
 * @param name the name that it has to have, where that is the same for every evaluated resource
 */
record ExistenceSearch(ExistencePlan plan, RelatedScope scope, Optional<String> name) {
  static ExistenceSearch of(ExistencePlan plan, PlannedPolicy policy, ResourceType evaluated) {
    return new ExistenceSearch(
        plan,
        RelatedScope.of(evaluated, plan.type(), ExistencePlanner.scopeOf(plan.related(), policy)),
        plan.related()
            .name()
            .filter(Template.Constant.class::isInstance)
            .flatMap(name -> name.constantText(policy.parameters()::get)));
  }
}
