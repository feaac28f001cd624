package io.merlon.query.evaluate;

import io.merlon.model.Value;
import io.merlon.query.evaluate.RowOrder.Sorted;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Orders rows.
 *
 * @param most how many of the first are wanted
 * @param last whether the result follows with no row more or less, so that of these only its window
 *     has to be kept
 */
record Sort(RowOrder order, long most, boolean last) implements Rows.Step {
  @Override
  public Sink open(Run run, Sink next) {
    return new Heap(run, next, last ? Math.min(most, run.window()) : most);
  }

  /** Keeps the first rows; the last of them lies on top, to make way for a better one. */
  private final class Heap implements Sink {
    private final Run run;
    private final Sink next;
    private final long room;
    private final PriorityQueue<Sorted> kept = new PriorityQueue<>(order.reversed());
    private long number;

    Heap(Run run, Sink next, long room) {
      this.run = run;
      this.next = next;
      this.room = room;
    }

    @Override
    public boolean accept(Value[] row) {
      run.step();
      Sorted sorted = order.of(row, number++);
      Sorted worst = kept.size() < room ? null : kept.peek();
      if (room <= 0 || worst != null && order.compare(sorted, worst) > 0) {
        return true;
      }
      if (worst != null) {
        run.release(worst.row());
        kept.poll();
      }
      run.keep(row);
      kept.add(sorted);
      return true;
    }

    @Override
    public void finish() {
      List<Sorted> rows = new ArrayList<>(kept);
      rows.sort(order);
      run.drop(last ? Math.min(number, most) - rows.size() : 0);
      for (Sorted sorted : rows) {
        run.step();
        if (!next.accept(sorted.row())) {
          return;
        }
      }
    }
  }
}
