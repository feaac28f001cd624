package io.merlon.posture;

import io.merlon.model.ResourceId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** The first few unhealthy resources of each recommendation, in the order of their ids. */
final class Samples {
  private static final Comparator<ResourceId> BY_ID = Comparator.comparing(ResourceId::folded);

  private final int size;
  private final List<List<ResourceId>> byRecommendation;
  private final BitSet lacking = new BitSet();

  Samples(int recommendations, int size) {
    this.size = size;
    this.byRecommendation =
        Stream.<List<ResourceId>>generate(() -> new ArrayList<>(0)).limit(recommendations).toList();
  }

  void offer(int recommendation, ResourceId resource) {
    List<ResourceId> sample = byRecommendation.get(recommendation);
    if (sample.size() < size) {
      insert(sample, resource);
    } else if (size > 0 && BY_ID.compare(resource, sample.getLast()) < 0) {
      insert(sample, resource);
      sample.removeLast();
    }
  }

  private static void insert(List<ResourceId> sample, ResourceId resource) {
    int place = sample.size();
    while (place > 0 && BY_ID.compare(resource, sample.get(place - 1)) < 0) {
      place--;
    }
    sample.add(place, resource);
  }

  /** Takes a resource out of every sample; {@link #refill} then finds the next. */
  void withdraw(ResourceId resource) {
    for (int i = 0; i < byRecommendation.size(); i++) {
      List<ResourceId> sample = byRecommendation.get(i);
      boolean full = sample.size() == size;
      if (sample.remove(resource) && full) {
        lacking.set(i);
      }
    }
  }

  /** Fills samples that were full before a resource was withdrawn. */
  void refill(IntFunction<Stream<ResourceId>> unhealthyInOrder) {
    lacking.stream()
        .forEach(recommendation -> {
          List<ResourceId> sample = byRecommendation.get(recommendation);
          sample.clear();
          unhealthyInOrder.apply(recommendation).limit(size).forEach(sample::add);
        });
    lacking.clear();
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
