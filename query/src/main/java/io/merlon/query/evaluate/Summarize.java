package io.merlon.query.evaluate;

import io.merlon.model.Value;
import io.merlon.query.evaluate.Aggregate.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Groups rows by their keys; a row for each group, in the order in which they came up.
 *
 * @param width how many values the aggregates give together
 * @param results evaluated over the row of the aggregates' values
 */
record Summarize(List<Node> keys, List<Aggregate> aggregates, int width, List<Node> results)
    implements Rows.Step {

  @Override
  public Sink open(Run run, Sink next) {
    return new Groups(run, next);
  }

  private final class Groups implements Sink {
    private final Run run;
    private final Sink next;
    private final Map<RowKey, State[]> groups = new LinkedHashMap<>();

    Groups(Run run, Sink next) {
      this.run = run;
      this.next = next;
      if (keys.isEmpty()) {
        groups.put(RowKey.EMPTY, start());
      }
    }

    private State[] start() {
      return aggregates.stream().map(one -> one.start().get()).toArray(State[]::new);
    }

    @Override
    public boolean accept(Value[] row) {
      run.step();
      RowKey key = RowKey.of(keys, row);
      State[] group = groups.get(key);
      if (group == null) {
        run.keep(key.values());
        run.keepParts(aggregates.size());
        group = start();
        groups.put(key, group);
      }
      for (State state : group) {
        state.add(row, run);
      }
      return true;
    }

    @Override
    public void finish() {
      for (Map.Entry<RowKey, State[]> group : groups.entrySet()) {
        run.step();
        if (!next.accept(row(group.getKey().values(), values(group.getValue())))) {
          return;
        }
      }
    }

    private Value[] values(State[] states) {
      Value[] values = new Value[width];
      int at = 0;
      for (int i = 0; i < states.length; i++) {
        for (int j = 0; j < aggregates.get(i).types().size(); j++) {
          values[at++] = states[i].result(j);
        }
      }
      return values;
    }

    private Value[] row(Value[] key, Value[] values) {
      Value[] row = new Value[key.length + results.size()];
      System.arraycopy(key, 0, row, 0, key.length);
      for (int i = 0; i < results.size(); i++) {
        row[key.length + i] = results.get(i).evaluate(values);
      }
      return row;
    }
  }
}
