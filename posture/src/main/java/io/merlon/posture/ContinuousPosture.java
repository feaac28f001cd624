package io.merlon.posture;

import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.model.ResourceType;
import io.merlon.policy.ExistenceIndex;
import io.merlon.policy.PlannedPolicy;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Posture that follows its inventory: a change is judged together with what depends on it, and the
 * figures move by difference.
 *
 * <p>Begins with the two passes of a {@link PostureAssessor}: {@link #observe} every resource, then
 * {@link #assess} every resource. From then on {@link #apply} takes changes. Of a resource only its
 * outcomes are kept, so documents that are needed again are asked for. One thread at a time may
 * change it; {@link #explain} may be called by any at any time.
 */
public final class ContinuousPosture {
  private final Inputs inputs;
  private final FirstPass firstPass;
  private final ResourceAssessor assessor;
  private final NavigableMap<String, Known> known = new TreeMap<>();
  private final Map<ExistenceIndex.Place, Set<ResourceId>> watchers = new HashMap<>();
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean settled;

  /** What is kept of a resource. */
  private record Known(ResourceId id, ResourceType type, ResourceStanding standing) {}

  ContinuousPosture(Inputs inputs, FirstPass firstPass) {
    this.inputs = inputs;
    this.firstPass = firstPass;
    this.assessor =
        new ResourceAssessor(
            inputs,
            firstPass,
            (resource, type, id) ->
                watchers
                    .computeIfAbsent(new ExistenceIndex.Place(type, id), place -> new HashSet<>())
                    .add(resource));
  }

  /** The recommendations of the plan, in the order in which the plan first uses them. */
  public List<Recommendation> recommendations() {
    return inputs.table().recommendations();
  }

  /** The policies of the plan, which say what a recommendation comes from. */
  public List<PlannedPolicy> policies() {
    return inputs.plan().policies();
  }

  /** First pass of the beginning: looks at a resource that others may depend on. */
  public void observe(Resource resource) {
    firstPass.observe(resource);
  }

  /** Second pass of the beginning: judges a resource and gives its assessments to the sink. */
  public void assess(Resource resource, AssessmentSink sink) {
    if (!settled) {
      firstPass.settle(new Touched());
      settled = true;
    }
    judge(resource, sink);
  }

  /**
   * Judges what changed and what depends on it.
   *
   * @param changed every resource that was created, changed or deleted
   * @param inventory the resources as they are now, by id
   * @param sink takes the assessments of every resource that was judged
   * @return the resources that were judged or are gone: what the sink got is all there is of them
   */
  public Set<ResourceId> apply(
      Collection<ResourceId> changed,
      Function<ResourceId, Optional<Resource>> inventory,
      AssessmentSink sink) {
    lock.writeLock().lock();
    try {
      Map<ResourceId, Optional<Resource>> now = new HashMap<>();
      for (ResourceId id : changed) {
        now.put(id, inventory.apply(id));
      }
      Set<ResourceId> judged = new HashSet<>(now.keySet());
      judged.addAll(dependents(now));
      for (ResourceId id : judged) {
        forget(id);
        Optional<Resource> resource = now.containsKey(id) ? now.get(id) : inventory.apply(id);
        resource.ifPresent(one -> judge(one, sink));
      }
      refillSamples();
      return judged;
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Exchanges the resources in what others look at, and finds who is concerned. */
  private Set<ResourceId> dependents(Map<ResourceId, Optional<Resource>> now) {
    Touched touched = new Touched();
    now.forEach((id, resource) ->
        firstPass.exchange(
            id, Optional.ofNullable(known.get(id.folded())).map(Known::type), resource, touched));
    firstPass.settle(touched);
    Set<ResourceId> dependents = new HashSet<>();
    touched.resources().forEach(id -> addKnown(id.folded(), dependents));
    for (ExistenceIndex.Place place : touched.places()) {
      addKnown(place.id(), dependents);
      @Nullable Set<ResourceId> waiting = watchers.remove(place);
      if (waiting != null) {
        waiting.forEach(id -> addKnown(id.folded(), dependents));
      }
    }
    for (ResourceId container : touched.containers()) {
      below(container).values().forEach(one -> dependents.add(one.id()));
    }
    return dependents;
  }

  private void addKnown(String foldedId, Set<ResourceId> to) {
    Known one = known.get(foldedId);
    if (one != null) {
      to.add(one.id());
    }
  }

  private SortedMap<String, Known> below(ResourceId id) {
    return known.subMap(id.folded() + "/", id.folded() + "0");
  }

  private void judge(Resource resource, AssessmentSink sink) {
    assessor.assess(resource, sink);
    known.put(
        resource.id().folded(), new Known(resource.id(), resource.type(), assessor.standing()));
  }

  private void forget(ResourceId id) {
    Known before = known.remove(id.folded());
    if (before != null) {
      assessor.retract(before.standing());
      assessor.samples().withdraw(before.id());
    }
  }

  /** Finds the next resources for samples that lost one. */
  private void refillSamples() {
    assessor
        .samples()
        .refill(recommendation ->
            known.values().stream()
                .filter(one -> assessor.isUnhealthy(one.standing(), recommendation))
                .map(Known::id));
  }

  /** The report of everything as it is. */
  public PostureReport report() {
    return new ReportWriter(inputs, assessor.tally(), assessor.samples()).write();
  }

  /**
   * The standards as {@link PostureReport#standards()} has them, over one subscription only; those
   * that are assigned elsewhere are left out.
   *
   * @param subscription as {@link SubscriptionScore#subscription()} has it
   */
  public List<StandardCompliance> standards(String subscription) {
    lock.readLock().lock();
    try {
      return new ComplianceWriter(inputs, assessor.tally().policiesOf(subscription))
          .writeFor(ResourceId.of(subscription));
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Judges a resource without counting it; evidence has to be taken within the sink. */
  public void explain(Resource resource, AssessmentSink sink) {
    lock.readLock().lock();
    try {
      new ResourceAssessor(inputs, firstPass).assess(resource, sink);
    } finally {
      lock.readLock().unlock();
    }
  }
}
