package io.merlon.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No expression stalls the engine. What is counted is steps, since time depends on the machine. */
class ExpressionTest {
  private static final String HOSTILE = "a".repeat(200) + "!";

  @ParameterizedTest
  @ValueSource(strings = {"(a+)+$", "(a|aa)+$", "(a*)*b", "^(([a-z])+.)+[A-Z]([a-z])+$"})
  void nestedRepetitionsRunInLinearTime(String expression) {
    assertThat(com.google.re2j.Pattern.compile(expression)).isNotNull();
    assertThat(Expression.compile(expression, Set.of()).isFoundIn(HOSTILE)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"(?=(a+)+$)b", "(?<!x)(a+)+$", "(a|aa)+(?!.)b", "(a+)\\1+$"})
  void whatLinearTimeCannotDoTakesABoundedNumberOfSteps(String expression) {
    BoundedText text = BoundedText.of(HOSTILE);
    assertThat(text.has(Pattern.compile(expression))).isFalse();
    assertThat(text.looks()).isPositive().isLessThanOrEqualTo(BoundedText.MOST_LOOKS + 2);
    assertThat(Expression.compile(expression, Set.of()).isFoundIn(HOSTILE)).isFalse();
  }

  @Test
  void lookingAroundStillFindsWhatIsThere() {
    assertThat(Expression.compile("foo(?!bar)", Set.of()).isFoundIn("foobar foobaz")).isTrue();
    assertThat(Expression.compile("foo(?!bar)", Set.of()).isFoundIn("foobar")).isFalse();
  }
}
