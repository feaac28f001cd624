package io.merlon.policy;

import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.model.ResourceType;
import io.merlon.policy.evaluate.Evaluation;
import io.merlon.policy.evaluate.EvaluationFailure;
import io.merlon.policy.evaluate.PlanContext;
import io.merlon.policy.evaluate.Planner;
import io.merlon.policy.evaluate.SharedLeaves;
import io.merlon.policy.syntax.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the related resources of an evaluated one, and what their conditions came to. */
final class ExistenceLookup {
  private final ExistenceIndex index;
  private final AliasTable aliases;
  private final Evaluation relatedEvaluation;
  private final PolicyEvaluator.LookupListener listener;

  // Several policies look for the same type below the same resource, one after the other.
  private ResourceType lastType = ResourceType.of("");
  private String lastKey = "";
  private Related[] last = {};

  ExistenceLookup(
      ExistenceIndex index,
      AliasTable aliases,
      Evaluation relatedEvaluation,
      PolicyEvaluator.LookupListener listener) {
    this.index = index;
    this.aliases = aliases;
    this.relatedEvaluation = relatedEvaluation;
    this.listener = listener;
  }

  /** Forgets what was found for the resource before: the index may have changed since. */
  void begin() {
    lastKey = "";
  }

  private Related[] find(ResourceType type, String foldedKey) {
    if (lastKey != foldedKey || !type.equals(lastType)) {
      last = index.find(type, foldedKey);
      lastType = type;
      lastKey = foldedKey;
    }
    return last;
  }

  /** A related resource that was looked at. */
  record Found(ResourceId id, Related related, boolean met) {}

  Verdict verdict(
      PlannedPolicy policy, ExistenceSearch search, Resource resource, Evaluation evaluation) {
    Verdict verdict = Verdict.RELATED_MISSING;
    ExistencePlan plan = search.plan();
    Optional<ResourceId> key = key(policy, search, resource, evaluation);
    if (key.isEmpty()) {
      return verdict;
    }
    if (!key.get().equals(resource.id())) {
      listener.looked(resource.id(), plan.type(), key.get().folded());
    }
    Optional<String> name = name(policy, search, resource, evaluation);
    for (Related related : find(plan.type(), key.get().folded())) {
      if (isNamed(related, name)) {
        try {
          if (met(plan, related, resource)) {
            return Verdict.COMPLIANT;
          }
          verdict = verdict == Verdict.FAILED ? verdict : Verdict.NON_COMPLIANT;
        } catch (EvaluationFailure e) {
          verdict = Verdict.FAILED;
        }
      }
    }
    return verdict;
  }

  /** At most this many of the related resources that were looked at, those that met first. */
  List<Found> found(
      PlannedPolicy policy,
      ExistenceSearch search,
      Resource resource,
      Evaluation evaluation,
      int most) {
    List<Found> found = new ArrayList<>();
    ExistencePlan plan = search.plan();
    Optional<ResourceId> key = key(policy, search, resource, evaluation);
    if (key.isEmpty()) {
      return found;
    }
    Optional<String> name = name(policy, search, resource, evaluation);
    for (Related related : find(plan.type(), key.get().folded())) {
      if (isNamed(related, name)) {
        boolean met = met(plan, related, resource);
        Found one = new Found(ResourceId.of(key.get().text() + related.path()), related, met);
        if (met) {
          return List.of(one);
        }
        if (found.size() < most) {
          found.add(one);
        }
      }
    }
    return found;
  }

  private boolean met(ExistencePlan plan, Related related, Resource resource) {
    if (!plan.needsEvaluated()) {
      if (related.outcome().failed().get(plan.slot())) {
        throw new EvaluationFailure("a function in the existence condition failed");
      }
      return related.outcome().met().get(plan.slot());
    }
    return related
        .document()
        .map(d -> plan.condition().test(relatedEvaluation.of(d, resource.document(), plan.type())))
        .orElse(false);
  }

  private Optional<ResourceId> key(
      PlannedPolicy policy, ExistenceSearch search, Resource resource, Evaluation evaluation) {
    Optional<String> group =
        search.scope() == RelatedScope.GROUP
            ? text(search.plan().related().resourceGroup(), policy, resource, evaluation)
            : Optional.empty();
    return search.scope().keyOf(resource, group);
  }

  private Optional<String> name(
      PlannedPolicy policy, ExistenceSearch search, Resource resource, Evaluation evaluation) {
    return search.name().isPresent()
        ? search.name()
        : text(search.plan().related().name(), policy, resource, evaluation);
  }

  private static boolean isNamed(Related related, Optional<String> name) {
    if (name.isEmpty()) {
      return true;
    }
    String wanted = name.get();
    String path = related.path();
    int last = wanted.lastIndexOf('/') + 1;
    int own = path.lastIndexOf('/') + 1;
    int length = wanted.length() - last;
    boolean any = length == 1 && wanted.charAt(last) == '?';
    return (any
            || (path.length() - own == length
                && path.regionMatches(true, own, wanted, last, length)))
        && parentsMatch(wanted, path);
  }

  /** For "parent/child" the path, where it holds the parent, has to name it. */
  private static boolean parentsMatch(String wanted, String path) {
    int slash = wanted.lastIndexOf('/');
    if (slash < 0) {
      return true;
    }
    String[] segments = path.split("/", -1);
    if (segments.length < 5) {
      return true;
    }
    String parent = wanted.substring(wanted.lastIndexOf('/', slash - 1) + 1, slash);
    return segments[segments.length - 3]
        .toLowerCase(Locale.ROOT)
        .equals(parent.toLowerCase(Locale.ROOT));
  }

  private Optional<String> text(
      Optional<Template> template, PlannedPolicy policy, Resource resource, Evaluation evaluation) {
    if (template.isEmpty()) {
      return Optional.empty();
    }
    if (template.get() instanceof Template.Constant) {
      return template.get().constantText(policy.parameters()::get);
    }
    PlanContext context =
        PlanContext.ofRule(
            resource.type(),
            policy.parameters(),
            policy.policyFunction(),
            aliases,
            new SharedLeaves());
    return Optional.of(Planner.forMatching(context).valueOf(template.get(), evaluation).textOr(""));
  }
}
