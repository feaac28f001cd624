package io.merlon.query.evaluate;

import io.merlon.model.Value;
import io.merlon.query.syntax.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rows of two sides whose keys are equal. The right side is kept in memory by its keys, the left
 * one streams by.
 *
 * @param blank a right side of nothing, for rows of a left outer join that have no match
 */
record Join(
    Stage.Join.Kind kind,
    Rows left,
    List<Node> leftKeys,
    Rows right,
    List<Node> rightKeys,
    List<Value> blank)
    implements Rows {

  @Override
  public void push(Run run, Sink sink) {
    Map<RowKey, List<Value[]>> kept = new HashMap<>();
    right.push(
        run,
        row -> {
          RowKey key = RowKey.of(rightKeys, row);
          if (!key.hasNull()) {
            run.keep(row);
            kept.computeIfAbsent(key, none -> new ArrayList<>()).add(row);
          }
          return true;
        });
    Set<RowKey> seen = new HashSet<>();
    left.push(
        run,
        row -> {
          RowKey key = RowKey.of(leftKeys, row);
          if (kind == Stage.Join.Kind.INNERUNIQUE && kept.containsKey(key)) {
            if (!seen.add(key)) {
              return true;
            }
            run.keep(key.values());
          }
          return pair(
              row, key.hasNull() ? List.of() : kept.getOrDefault(key, List.of()), run, sink);
        });
  }

  private boolean pair(Value[] row, List<Value[]> matches, Run run, Sink sink) {
    for (Value[] match : matches) {
      run.step();
      if (!sink.accept(both(row, match))) {
        return false;
      }
    }
    return !matches.isEmpty()
        || kind != Stage.Join.Kind.LEFTOUTER
        || sink.accept(both(row, blank.toArray(Value[]::new)));
  }

  private static Value[] both(Value[] left, Value[] right) {
    Value[] both = new Value[left.length + right.length];
    System.arraycopy(left, 0, both, 0, left.length);
    System.arraycopy(right, 0, both, left.length, right.length);
    return both;
  }
}
