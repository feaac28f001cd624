package io.merlon.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class ObjectValueTest {
  @Property
  void findsWhatAMapOfFoldedNamesFinds(
      @ForAll @Size(max = 60) List<@AlphaChars @StringLength(max = 2) String> names) {
    ObjectValue.Builder builder = ObjectValue.builder();
    Map<String, Value> expected = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      builder.put(names.get(i), i);
      expected.put(names.get(i).toLowerCase(Locale.ROOT), new IntegerValue(i));
    }
    ObjectValue object = builder.build();
    assertThat(object.size()).isEqualTo(expected.size());
    expected.forEach(
        (name, value) -> assertThat(object.get(name.toUpperCase(Locale.ROOT))).isEqualTo(value));
    assertThat(object.get("missing").isAbsent()).isTrue();
  }
}
