package io.merlon.policy;

import io.merlon.model.ObjectValue;
import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.model.ResourceType;
import io.merlon.policy.evaluate.DecidingLeaf;
import io.merlon.policy.evaluate.Evaluation;
import io.merlon.policy.evaluate.EvaluationFailure;
import io.merlon.policy.evaluate.Test;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the first pass over an inventory leaves: for every related resource that a policy looks for,
 * whether it meets the conditions that were asked of it. The resources themselves are not kept.
 *
 * <p>It stays its builder's: what the builder observes or forgets later is seen through it at once.
 */
public final class ExistenceIndex {
  private static final Related[] NONE = {};

  private final Map<ResourceType, Map<String, Related[]>> byType;
  private final ContainerDocuments containers;

  private ExistenceIndex(
      Map<ResourceType, Map<String, Related[]>> byType, ContainerDocuments containers) {
    this.byType = byType;
    this.containers = containers;
  }

  /** An index for evaluating resources that have no related ones. */
  static ExistenceIndex empty() {
    return new ExistenceIndex(Map.of(), new ContainerDocuments());
  }

  /** The related resources of a type that are kept under an id (in lower case). */
  Related[] find(ResourceType type, String foldedKey) {
    return find(byType, type, foldedKey);
  }

  private static Related[] find(
      Map<ResourceType, Map<String, Related[]>> byType, ResourceType type, String foldedKey) {
    Map<String, Related[]> kept = byType.get(type);
    return kept == null ? NONE : kept.getOrDefault(foldedKey, NONE);
  }

  ContainerDocuments containers() {
    return containers;
  }

  /**
   * A place where policies look for related resources.
   *
   * @param type the related type
   * @param id where it is looked for (in lower case): a resource, a resource group or a
   *     subscription
   */
  public record Place(ResourceType type, String id) {}

  /**
   * What an exchange changed for policies.
   *
   * @param places where they may see another outcome now
   * @param container whether what rules ask of a subscription or resource group is different, for
   *     everything in it
   */
  public record Difference(Set<Place> places, boolean container) {}

  /** Takes the inventory's resources as they stream by. For one thread. */
  public static final class Builder {
    private static final int SHARED_OUTCOMES = 20_000;
    private static final int MOST_EVIDENCE = 8;

    private final Map<ResourceType, RelatedType> types;
    private final Evaluation evaluation;
    private final Map<ResourceType, Map<String, Related[]>> byType = new HashMap<>();
    private final Map<Related.Outcome, Related.Outcome> outcomes = new HashMap<>();
    private final Map<String, String> paths = new HashMap<>();
    private final ContainerDocuments containers = new ContainerDocuments();

    Builder(Map<ResourceType, RelatedType> types, EvaluationContext context) {
      this.types = types;
      this.evaluation = new Evaluation(new KnownSurroundings(context, containers));
    }

    /** Looks at a resource; costs next to nothing where no policy looks for its type. */
    public void observe(Resource resource) {
      containers.observe(resource);
      RelatedType type = types.get(resource.type());
      if (type == null) {
        return;
      }
      Related.Outcome outcome = outcome(type, resource);
      Optional<ObjectValue> document =
          type.keepsDocuments() ? Optional.of(resource.document()) : Optional.empty();
      ResourceId id = resource.id();
      for (ResourceId key : places(type, id)) {
        keep(type.type(), key, id, outcome, document);
      }
    }

    /**
     * Looks at a resource in place of one of the same id that was observed before, if any, or takes
     * it away.
     *
     * @param before the type under which it was observed; absent when it was not
     * @param now the resource as it is; absent when it is gone
     */
    public Difference exchange(
        ResourceId id, Optional<ResourceType> before, Optional<Resource> now) {
      Optional<ObjectValue> container = containers.forget(id);
      Map<Place, Related> old = before.map(type -> forget(id, type)).orElseGet(Map::of);
      now.ifPresent(this::observe);
      Set<Place> changed = new HashSet<>(old.keySet());
      RelatedType type = now.map(Resource::type).map(types::get).orElse(null);
      if (type != null) {
        for (ResourceId key : places(type, id)) {
          Place place = new Place(type.type(), key.folded());
          Related[] there = ExistenceIndex.find(byType, type.type(), key.folded());
          Optional<Related> was = Optional.ofNullable(old.get(place));
          if (was.filter(there[there.length - 1]::isLike).isPresent()) {
            changed.remove(place);
          } else {
            changed.add(place);
          }
        }
      }
      return new Difference(changed, !container.equals(containers.find(id)));
    }

    /** Takes a resource's traces away; what was kept, by place. */
    private Map<Place, Related> forget(ResourceId id, ResourceType observedAs) {
      RelatedType type = types.get(observedAs);
      Map<String, Related[]> kept = byType.get(observedAs);
      if (type == null || kept == null) {
        return Map.of();
      }
      Map<Place, Related> old = new HashMap<>();
      for (ResourceId key : places(type, id)) {
        String path = path(key, id);
        kept.computeIfPresent(
            key.folded(),
            (place, all) -> {
              Related[] left =
                  Arrays.stream(all)
                      .filter(one -> !one.path().equalsIgnoreCase(path))
                      .toArray(Related[]::new);
              if (left.length < all.length) {
                Related gone =
                    Arrays.stream(all)
                        .filter(one -> one.path().equalsIgnoreCase(path))
                        .findFirst()
                        .orElseThrow();
                old.put(new Place(observedAs, place), gone);
              }
              return left.length == 0 ? null : left;
            });
      }
      return old;
    }

    /** The ids below which policies look for a resource of this type and id. */
    private static List<ResourceId> places(RelatedType type, ResourceId id) {
      List<ResourceId> places = new ArrayList<>(2);
      if (type.scopes().contains(RelatedScope.RESOURCE)) {
        ResourceId at = id;
        int level = 0;
        for (int wanted : type.levels()) {
          Optional<ResourceId> parent = Optional.of(at);
          while (level < wanted && parent.isPresent()) {
            parent = at.parent();
            if (parent.isPresent()) {
              at = parent.get();
              level++;
            }
          }
          if (level == wanted) {
            places.add(at);
          }
        }
      }
      if (type.scopes().contains(RelatedScope.GROUP)) {
        id.resourceGroupId().ifPresent(places::add);
      }
      if (type.scopes().contains(RelatedScope.SUBSCRIPTION)) {
        id.subscriptionId().ifPresent(places::add);
      }
      return places;
    }

    private static String path(ResourceId key, ResourceId id) {
      return id.text().substring(Math.min(key.text().length(), id.text().length()));
    }

    private void keep(
        ResourceType type,
        ResourceId key,
        ResourceId id,
        Related.Outcome outcome,
        Optional<ObjectValue> document) {
      String path = path(key, id);
      if (paths.size() < SHARED_OUTCOMES) {
        path = paths.computeIfAbsent(path, p -> p);
      } else {
        path = paths.getOrDefault(path, path);
      }
      Related related = new Related(path, outcome, document);
      byType
          .computeIfAbsent(type, t -> new HashMap<>())
          .merge(key.folded(), new Related[] {related}, Builder::joined);
    }

    private static Related[] joined(Related[] known, Related[] added) {
      Related[] all = Arrays.copyOf(known, known.length + 1);
      all[known.length] = added[0];
      return all;
    }

    private Related.Outcome outcome(RelatedType type, Resource resource) {
      BitSet met = new BitSet();
      Map<Integer, List<Evidence>> evidence = Map.of();
      evaluation.of(resource.document(), resource.type());
      List<Test> conditions = type.conditions();
      BitSet failed = new BitSet();
      for (int slot = 0; slot < conditions.size(); slot++) {
        Test condition = conditions.get(slot);
        try {
          if (condition.test(evaluation)) {
            met.set(slot);
          } else {
            if (evidence.isEmpty()) {
              evidence = new HashMap<>();
            }
            evidence.put(slot, why(condition));
          }
        } catch (EvaluationFailure e) {
          failed.set(slot);
        }
      }
      Related.Outcome outcome = new Related.Outcome(met, failed, evidence);
      Related.Outcome shared = outcomes.get(outcome);
      if (shared != null) {
        return shared;
      }
      if (outcomes.size() < SHARED_OUTCOMES) {
        outcomes.put(outcome, outcome);
        return outcome;
      }
      // So many different ones are not worth their memory: the verdicts stay, the leaves go.
      return outcomes.computeIfAbsent(new Related.Outcome(met, failed, Map.of()), o -> o);
    }

    private List<Evidence> why(Test condition) {
      List<Evidence> leaves = new ArrayList<>();
      condition.explain(
          evaluation,
          leaf -> {
            if (leaves.size() < MOST_EVIDENCE) {
              leaves.add(evidence(leaf, Optional.empty()));
            }
          });
      return List.copyOf(leaves);
    }

    public ExistenceIndex build() {
      return new ExistenceIndex(byType, containers);
    }
  }

  static Evidence evidence(DecidingLeaf leaf, Optional<ResourceId> related) {
    return new Evidence(
        leaf.field(),
        leaf.actual(),
        leaf.operator(),
        leaf.expected(),
        leaf.held(),
        related,
        leaf.note());
  }
}
