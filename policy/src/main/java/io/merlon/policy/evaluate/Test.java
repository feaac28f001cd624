package io.merlon.policy.evaluate;

import io.merlon.model.Value;
import java.util.List;
import java.util.function.Consumer;

/** A planned condition. */
public sealed interface Test {
  Constant TRUE = new Constant(true);
  Constant FALSE = new Constant(false);

  /** Whether the condition holds for the resource that the evaluation is at. */
  boolean test(Evaluation evaluation);

  /** Gives the leaves that decide the outcome. */
  void explain(Evaluation evaluation, Consumer<DecidingLeaf> leaves);

  record Constant(boolean value) implements Test {
    @Override
    public boolean test(Evaluation evaluation) {
      return value;
    }

    @Override
    public void explain(Evaluation evaluation, Consumer<DecidingLeaf> leaves) {}
  }

  record Not(Test condition) implements Test {
    @Override
    public boolean test(Evaluation evaluation) {
      return !condition.test(evaluation);
    }

    @Override
    public void explain(Evaluation evaluation, Consumer<DecidingLeaf> leaves) {
      condition.explain(evaluation, leaves);
    }
  }

  /** allOf, decided by the first that is false; anyOf, by the first that is true. */
  record Junction(List<Test> conditions, boolean decisive) implements Test {
    @Override
    public boolean test(Evaluation evaluation) {
      for (int i = 0; i < conditions.size(); i++) {
        if (conditions.get(i).test(evaluation) == decisive) {
          return decisive;
        }
      }
      return !decisive;
    }

    @Override
    public void explain(Evaluation evaluation, Consumer<DecidingLeaf> leaves) {
      for (int i = 0; i < conditions.size(); i++) {
        if (conditions.get(i).test(evaluation) == decisive) {
          conditions.get(i).explain(evaluation, leaves);
          return;
        }
      }
      for (int i = 0; i < conditions.size(); i++) {
        conditions.get(i).explain(evaluation, leaves);
      }
    }
  }

  /** One value against an expectation. */
  record Leaf(Read actual, ValueTest expectation, LeafText text) implements Test {
    @Override
    public boolean test(Evaluation evaluation) {
      return expectation.test(actual.read(evaluation), evaluation);
    }

    @Override
    public void explain(Evaluation evaluation, Consumer<DecidingLeaf> leaves) {
      Value value = actual.read(evaluation);
      leaves.accept(
          text.of(value, expectation.expected(evaluation), expectation.test(value, evaluation)));
    }
  }

  /** All of a selection of values against an expectation. */
  record EachLeaf(Read root, List<FieldPath> paths, ValueTest expectation, LeafText text)
      implements Test {
    @Override
    public boolean test(Evaluation evaluation) {
      Value from = root.read(evaluation);
      return chosen(from).all(from, value -> expectation.test(value, evaluation));
    }

    /** The first path that leads to anything. */
    private FieldPath chosen(Value from) {
      for (int i = 0; i < paths.size() - 1; i++) {
        if (!paths.get(i).collect(from).isEmpty()) {
          return paths.get(i);
        }
      }
      return paths.getLast();
    }

    @Override
    public void explain(Evaluation evaluation, Consumer<DecidingLeaf> leaves) {
      Value from = root.read(evaluation);
      boolean held = test(evaluation);
      List<Value> selected = chosen(from).collect(from);
      Value shown = new io.merlon.model.ArrayValue(selected);
      for (Value value : selected) {
        if (!held && !expectation.test(value, evaluation)) {
          shown = value;
          break;
        }
      }
      leaves.accept(text.of(shown, expectation.expected(evaluation), held));
    }
  }

  /** A leaf that several policies share: evaluated at most once a resource. */
  record Shared(Test leaf, int slot) implements Test {
    @Override
    public boolean test(Evaluation evaluation) {
      int known = evaluation.remembered(slot);
      if (known >= 0) {
        return known == 1;
      }
      boolean outcome = leaf.test(evaluation);
      evaluation.remember(slot, outcome);
      return outcome;
    }

    @Override
    public void explain(Evaluation evaluation, Consumer<DecidingLeaf> leaves) {
      leaf.explain(evaluation, leaves);
    }
  }
}
