package io.merlon.policy;

import io.merlon.model.AbsentValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.ResourceId;
import io.merlon.model.Value;
import io.merlon.policy.evaluate.Surroundings;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Answers from the given context, then from the inventory, then from the resource's id. */
final class KnownSurroundings implements Surroundings {
  private final EvaluationContext context;
  private final ContainerDocuments containers;
  private final String utcNow;

  KnownSurroundings(EvaluationContext context, ContainerDocuments containers) {
    this.context = context;
    this.containers = containers;
    this.utcNow =
        DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'")
            .withZone(ZoneOffset.UTC)
            .format(context.now());
  }

  @Override
  public String utcNow() {
    return utcNow;
  }

  @Override
  public ObjectValue requestContext() {
    return context.requestContext();
  }

  @Override
  public Value subscriptionOf(ObjectValue resource) {
    return context.subscription().isPresent()
        ? context.subscription().get()
        : id(resource)
            .subscriptionId()
            .<Value>map(containers::subscription)
            .orElse(AbsentValue.ABSENT);
  }

  @Override
  public Value resourceGroupOf(ObjectValue resource) {
    return context.resourceGroup().isPresent()
        ? context.resourceGroup().get()
        : id(resource).resourceGroupId().<Value>map(containers::group).orElse(AbsentValue.ABSENT);
  }

  private static ResourceId id(ObjectValue resource) {
    return ResourceId.of(resource.get("id").textOr(""));
  }
}
