package io.merlon.posture;

import io.merlon.model.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The first few unhealthy resources of each recommendation, in the order they were assessed. */
final class Samples {
  private final int size;
  private final List<List<ResourceId>> byRecommendation;

  Samples(int recommendations, int size) {
    this.size = size;
    this.byRecommendation =
        Stream.<List<ResourceId>>generate(() -> new ArrayList<>(0)).limit(recommendations).toList();
  }

  void offer(int recommendation, ResourceId resource) {
    List<ResourceId> sample = byRecommendation.get(recommendation);
    if (sample.size() < size) {
      sample.add(resource);
    }
  }

  void addAll(Samples other) {
    for (int i = 0; i < byRecommendation.size(); i++) {
      for (ResourceId resource : other.byRecommendation.get(i)) {
        offer(i, resource);
      }
    }
  }

  List<ResourceId> of(int recommendation) {
    return List.copyOf(byRecommendation.get(recommendation));
  }
}
