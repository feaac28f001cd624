package io.merlon.posture;

import io.merlon.model.ResourceId;
import io.merlon.policy.ExistenceIndex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What may be judged otherwise because something changed. */
final class Touched {
  private final Set<ResourceId> resources = new HashSet<>();
  private final Set<ExistenceIndex.Place> places = new HashSet<>();
  private final List<ResourceId> containers = new ArrayList<>();

  void add(ResourceId resource) {
    resources.add(resource);
  }

  void add(ResourceId changed, ExistenceIndex.Difference difference) {
    places.addAll(difference.places());
    if (difference.container()) {
      containers.add(changed);
    }
  }

  /** Resources that are left out by another reason than before, or no more. */
  Set<ResourceId> resources() {
    return resources;
  }

  /** Where existence checks see another outcome. */
  Set<ExistenceIndex.Place> places() {
    return places;
  }

  /** Subscriptions and resource groups of which rules see something else. */
  List<ResourceId> containers() {
    return containers;
  }
}
