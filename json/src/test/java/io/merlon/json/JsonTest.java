package io.merlon.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merlon.model.ArrayValue;
import io.merlon.model.BooleanValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.NullValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

class JsonTest {
  @Property
  void readsBackWhatItWrote(@ForAll("values") Value value) {
    assertThat(Json.parse(Json.write(value))).isEqualTo(value);
    assertThat(Json.parse(Json.writePretty(value))).isEqualTo(value);
  }

  @Provide
  Arbitrary<Value> values() {
    Arbitrary<Value> leaves =
        Arbitraries.oneOf(
            Arbitraries.strings().map(StringValue::new),
            Arbitraries.longs().map(IntegerValue::new),
            Arbitraries.of(BooleanValue.values()),
            Arbitraries.just(NullValue.NULL));
    return Arbitraries.recursive(
        () -> leaves,
        inner ->
            Arbitraries.oneOf(
                inner.list().ofMaxSize(4).map(ArrayValue::new),
                Arbitraries.maps(Arbitraries.strings().alpha().ofMaxLength(3), inner)
                    .ofMaxSize(4)
                    .map(properties -> {
                      ObjectValue.Builder object = ObjectValue.builder();
                      properties.forEach(object::put);
                      return object.build();
                    })),
        0,
        3);
  }

  @Test
  void wholeNumbersAreIntegersHoweverTheyAreWritten() {
    assertThat(Json.parse("[3, 3.0, 3e0]"))
        .isEqualTo(ArrayValue.of(new IntegerValue(3), new IntegerValue(3), new IntegerValue(3)));
  }

  @Test
  void refusesDepthTruncationAndTrailingText() {
    assertThatThrownBy(() -> Json.parse("[".repeat(100_000))).isInstanceOf(JacksonException.class);
    assertThatThrownBy(() -> Json.parse("{\"a\": 1")).isInstanceOf(JacksonException.class);
    assertThatThrownBy(() -> Json.parse("{} {}")).hasMessageContaining("more follows");
    assertThatThrownBy(() -> Json.parse("")).hasMessageContaining("empty");
  }

  @Test
  void aTextThatIsNoDocumentIsNothingWhereThatIsAsked() {
    assertThat(Json.parseIfValid("[1]")).contains(ArrayValue.of(new IntegerValue(1)));
    assertThat(Json.parseIfValid("[1")).isEmpty();
    assertThat(Json.parseIfValid("1 2")).isEmpty();
    assertThat(Json.parseIfValid("[".repeat(5_000))).isEmpty();
  }
}
