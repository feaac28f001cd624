package io.merlon.cli.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.cli.Run;
import org.junit.jupiter.api.Test;

class ListAndShowTest {
  @Test
  void listedNameCanBeShown() {
    Run list = Run.of("definitions", "list", "storage");
    assertThat(list.code()).isZero();
    String name = list.out().lines().findFirst().orElseThrow().split(" ", 2)[0];
    Run show = Run.of("definitions", "show", name);
    assertThat(show.code()).isZero();
    assertThat(show.out()).contains(name, "How to fix it", "Rule", "\"then\"");
  }

  @Test
  void listKeepsToTheText() {
    assertThat(Run.of("definitions", "list", "no such words").out()).isEmpty();
  }

  @Test
  void anUnknownNameIsAUsageError() {
    Run show = Run.of("definitions", "show", "no-such-definition");
    assertThat(show.code()).isEqualTo(2);
    assertThat(show.err()).contains("no-such-definition").contains("definitions list");
  }
}
