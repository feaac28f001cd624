package io.merlon.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.model.IntegerValue;
import io.merlon.model.StringValue;
import org.junit.jupiter.api.Test;

class KnownValuesTest {
  private final KnownValues values = new KnownValues();

  @Test
  void whatComesAgainIsTheSameObject() {
    FieldValue first = values.of(new StringValue("C:\\Windows"));
    assertThat(values.of(new StringValue("C:\\Windows"))).isSameAs(first);
    assertThat(values.of(new StringValue("c:\\windows"))).isNotSameAs(first);
  }

  @Test
  void aNumberIsNotTheTextThatLooksLikeIt() {
    FieldValue number = values.of(new IntegerValue(4688));
    FieldValue text = values.of(new StringValue("4688"));
    assertThat(number.value()).isEqualTo(new IntegerValue(4688));
    assertThat(text.value()).isEqualTo(new StringValue("4688"));
  }

  @Test
  void whatComesAgainOutlastsAnyNumberOfValuesThatComeOnce() {
    FieldValue kept = values.of(new StringValue("kept"));
    values.of(new StringValue("kept"));
    for (int i = 0; i < 100_000; i++) {
      values.of(new IntegerValue(i));
    }
    assertThat(values.of(new StringValue("kept"))).isSameAs(kept);
  }

  @Test
  void textsThatAreLongAreNotKept() {
    String text = "a".repeat(5_000);
    assertThat(values.of(new StringValue(text)))
        .isNotSameAs(values.of(new StringValue(text)))
        .returns(false, FieldValue::isLasting);
  }
}
