package io.merlon.server.odata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merlon.json.Json;
import io.merlon.model.Value;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ODataFilterTest {
  private static final Value ITEM =
      Json.parse(
          """
          {"name": "KeyVaults", "count": 7, "isCompliant": false, "nothing": null,
           "timestamp": "2026-03-10T12:00:00Z", "quoted": "it's",
           "properties": {"state": "Failed", "inner": {"deep": "x"}}}\
          """);

  private static boolean holds(String filter) {
    return ODataFilter.parse(filter).test(ITEM);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name eq 'keyvaults'",
        "state eq 'Failed'",
        "properties/state eq 'Failed'",
        "properties/inner/deep eq 'x' and inner/deep eq 'x'",
        "quoted eq 'it''s'",
        "isCompliant eq false",
        "not isCompliant eq true",
        "nothing eq null and missing eq null",
        "missing ne 'x'",
        "count gt 6 and count le 7.0",
        "timestamp ge 2026-01-01 and timestamp lt datetime'2026-04-01T00:00:00Z'",
        "name in ('Dns','KeyVaults')",
        "name in (Dns,KeyVaults)",
        "contains(name, 'vault')",
        "startswith(tolower(name),'key') and endswith(name,'S') eq true",
        "substringof('Vault', name)",
        "name eq 'x' or (state eq 'Failed' and (count lt 8))",
        "name eq 'KeyVaults' or name eq 'x' and name eq 'y'"
      })
  void whatHolds(String filter) {
    assertThat(holds(filter)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name eq 'x'",
        "count eq '7'",
        "count gt 'a'",
        "missing eq 'x'",
        "missing gt 1 or missing le 1",
        "contains(count, '7')",
        "not (state eq 'Failed')",
        "contains(name,'vault') eq false"
      })
  void whatDoesNotHold(String filter) {
    assertThat(holds(filter)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "name",
        "name eq",
        "name equals 'x'",
        "name eq 'x",
        "(name eq 'x'",
        "name eq 'x')",
        "name eq 'x' and",
        "length(name) eq 3",
        "contains(name)",
        "name in ()",
        "a;drop table b",
        "name eq 'x' 'y'"
      })
  void aWrongOneIsRefusedWithThePlace(String filter) {
    assertThatThrownBy(() -> ODataFilter.parse(filter))
        .isInstanceOf(ODataException.class)
        .hasMessageContaining("at character");
  }

  @Test
  void nestingAndLengthAreBounded() {
    String deep = "(".repeat(60) + "a eq 1" + ")".repeat(60);
    assertThatThrownBy(() -> ODataFilter.parse(deep)).isInstanceOf(ODataException.class);
    String nested = "tolower(".repeat(60) + "a" + ")".repeat(60) + " eq 'x'";
    assertThatThrownBy(() -> ODataFilter.parse(nested)).isInstanceOf(ODataException.class);
    String longOne = "a eq '" + "x".repeat(5_000) + "'";
    assertThatThrownBy(() -> ODataFilter.parse(longOne)).isInstanceOf(ODataException.class);
  }

  @Test
  void anyTextIsReadOrRefusedAndNothingElse() {
    List<String> words =
        List.of(
            "a",
            "eq",
            "'x'",
            "and",
            "or",
            "not",
            "(",
            ")",
            ",",
            "in",
            "contains",
            "tolower",
            "1",
            "null",
            "true",
            "datetime",
            "'",
            "/",
            "$",
            "\u00e9",
            "2026-01-01",
            " ");
    Random random = new Random(7);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(12); i >= 0; i--) {
        text.append(words.get(random.nextInt(words.size())))
            .append(random.nextInt(4) > 0 ? " " : "");
      }
      try {
        assertThat(ODataFilter.parse(text.toString()).test(ITEM)).isIn(true, false);
      } catch (ODataException refused) {
        assertThat(refused).hasMessageContaining("at character");
      }
    }
  }

  @Test
  void ordersBySeveralProperties() {
    Comparator<Value> order = ODataOrder.parse("state desc, count");
    List<String> sorted =
        Stream.of(
                "{\"state\":\"a\",\"count\":1}",
                "{\"state\":\"B\",\"count\":10}",
                "{\"state\":\"b\",\"count\":9}",
                "{}")
            .map(Json::parse)
            .sorted(order)
            .map(one -> one.get("state").textOr("-") + one.get("count"))
            .toList();
    assertThat(sorted).startsWith("b9", "B10", "a1");
    for (String wrong : List.of("", "a b", "a,", "'a'", "a desc asc")) {
      assertThatThrownBy(() -> ODataOrder.parse(wrong)).isInstanceOf(ODataException.class);
    }
  }
}
