package io.merlon.policy.evaluate;

import io.merlon.model.AbsentValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.ResourceType;
import io.merlon.model.Value;
import java.util.Arrays;

/**
 * The state of evaluating one resource at a time: its document, the items that counts are at, and
 * the outcomes of shared leaves. For one thread; used again for every resource.
 */
public final class Evaluation {
  static final int MAX_SCOPES = 64;

  private final Surroundings surroundings;
  private final Value[] scopes = new Value[MAX_SCOPES];
  private ObjectValue document = ObjectValue.EMPTY;
  private ObjectValue evaluated = ObjectValue.EMPTY;
  private ResourceType type = ResourceType.of("");
  private long[] memo = new long[0];
  private long turn;

  public Evaluation(Surroundings surroundings) {
    this.surroundings = surroundings;
    Arrays.fill(scopes, AbsentValue.ABSENT);
  }

  /** An evaluation of what needs no resource: constants and parameters. */
  public static Evaluation ofNothing() {
    return new Evaluation(PlanContext.NoSurroundings.INSTANCE);
  }

  /** Turns to a resource; what was remembered of the one before is forgotten. */
  public Evaluation of(ObjectValue resource, ResourceType resourceType) {
    return of(resource, resource, resourceType);
  }

  /** Turns to a related resource of an evaluated one. */
  public Evaluation of(ObjectValue related, ObjectValue evaluatedOne, ResourceType relatedType) {
    document = related;
    evaluated = evaluatedOne;
    type = relatedType;
    turn++;
    return this;
  }

  ObjectValue document() {
    return document;
  }

  ObjectValue evaluated() {
    return evaluated;
  }

  ResourceType type() {
    return type;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  Value scope(int depth) {
    return scopes[depth];
  }

  void scope(int depth, Value item) {
    scopes[depth] = item;
  }

  /** The remembered outcome of a shared leaf: 1 true, 0 false, -1 not evaluated in this turn. */
  int remembered(int slot) {
    if (slot >= memo.length || memo[slot] >>> 1 != turn) {
      return -1;
    }
    return (int) (memo[slot] & 1);
  }

  void remember(int slot, boolean outcome) {
    if (slot >= memo.length) {
      memo = Arrays.copyOf(memo, Math.max(64, slot * 2));
    }
    memo[slot] = turn << 1 | (outcome ? 1 : 0);
  }
}
