package io.merlon.connect.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PipelineTest {
  private final AtomicReference<Thread> producer = new AtomicReference<>();

  private void produce(java.util.function.Consumer<Integer> consumer, int count) {
    producer.set(Thread.currentThread());
    for (int i = 0; i < count; i++) {
      consumer.accept(i);
    }
  }

  @Test
  void keepsTheOrder() throws InterruptedException {
    List<Integer> used = new ArrayList<>();
    new Pipeline<Integer>().run(consumer -> produce(consumer, 1000), used::add);
    assertThat(used).hasSize(1000).isSorted();
    assertThat(producer.get().isAlive()).isFalse();
  }

  @Test
  void aFailingConsumerStopsTheProducer() {
    assertThatThrownBy(() ->
            new Pipeline<Integer>()
                .run(
                    consumer -> produce(consumer, Integer.MAX_VALUE),
                    item -> {
                      throw new IllegalArgumentException("item " + item);
                    }))
        .hasMessage("item 0");
    assertThat(producer.get().isAlive()).isFalse();
  }

  @Test
  void aFailingProducerFailsTheCaller() {
    List<Integer> used = new ArrayList<>();
    assertThatThrownBy(() ->
            new Pipeline<Integer>()
                .run(
                    consumer -> {
                      produce(consumer, 3);
                      throw new StackOverflowError("deep");
                    },
                    used::add))
        .isInstanceOf(StackOverflowError.class);
    assertThat(used).containsExactly(0, 1, 2);
  }

  @Test
  void anInterruptEndsBoth() {
    assertThatThrownBy(() ->
            new Pipeline<Integer>()
                .run(
                    consumer -> produce(consumer, Integer.MAX_VALUE),
                    item -> Thread.currentThread().interrupt()))
        .isInstanceOf(InterruptedException.class);
    assertThat(producer.get().isAlive()).isFalse();
  }
}
