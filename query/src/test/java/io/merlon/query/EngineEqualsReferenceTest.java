package io.merlon.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.model.ObjectValue;
import io.merlon.query.NaiveQuery.Condition;
import io.merlon.query.NaiveQuery.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Generated queries over generated rows: the plan gives what the naive reading gives. */
class EngineEqualsReferenceTest {
  private static final String ROWS =
      "resources | extend s = tostring(properties.s), n = tolong(properties.n)";

  @Provide
  Arbitrary<List<Row>> rows() {
    Arbitrary<Row> row =
        Combinators.combine(
                Arbitraries.of("", "a", "A", "b", "a b", "ab-a", "B-c", "abc"),
                Arbitraries.longs().between(-2, 3).optional(0.8))
            .as((text, number) -> new Row("", text, number));
    return row.list()
        .ofMaxSize(12)
        .map(list -> {
          List<Row> numbered = new ArrayList<>();
          for (Row one : list) {
            numbered.add(new Row("r" + numbered.size(), one.text(), one.number()));
          }
          return numbered;
        });
  }

  @Provide
  Arbitrary<Condition> conditions() {
    Arbitrary<Condition> texts =
        Combinators.combine(
                Arbitraries.of(
                    "==",
                    "!=",
                    "=~",
                    "!~",
                    "contains",
                    "!contains",
                    "startswith",
                    "endswith",
                    "has"),
                Arbitraries.of("", "a", "A", "b", "ab", "c"))
            .as(NaiveQuery.TextTest::new);
    Arbitrary<Condition> numbers =
        Combinators.combine(
                Arbitraries.of("==", "!=", "<", "<=", ">", ">="),
                Arbitraries.longs().between(-2, 3))
            .as(NaiveQuery.NumberTest::new);
    return deeper(Arbitraries.oneOf(texts, numbers), 3);
  }

  private static Arbitrary<Condition> deeper(Arbitrary<Condition> leaves, int levels) {
    if (levels == 0) {
      return leaves;
    }
    Arbitrary<Condition> below = deeper(leaves, levels - 1);
    return Arbitraries.oneOf(
        leaves,
        below.map(NaiveQuery.Not::new),
        Combinators.combine(Arbitraries.of(true, false), below, below).as(NaiveQuery.Both::new));
  }

  private static GivenTables tables(List<Row> rows) {
    return new GivenTables(
        rows.stream()
            .map(row -> {
              ObjectValue.Builder properties = ObjectValue.builder().put("s", row.text());
              row.number().ifPresent(number -> properties.put("n", number));
              return ObjectValue.builder()
                  .put("id", row.id())
                  .put("type", "t")
                  .put("properties", properties.build())
                  .build();
            })
            .toList());
  }

  @Property(tries = 2_000)
  void whereKeepsTheSameRows(
      @ForAll("rows") List<Row> rows, @ForAll("conditions") Condition condition) {
    assertThat(tables(rows).rows(ROWS + " | where " + condition.text() + " | project id"))
        .isEqualTo(NaiveQuery.where(rows, condition).stream().map(Row::id).toList());
  }

  @Property(tries = 500)
  void summarizeGivesTheSameGroups(
      @ForAll("rows") List<Row> rows, @ForAll("conditions") Condition condition) {
    String query =
        ROWS
            + " | where "
            + condition.text()
            + " | summarize count(), sum(n), min(n), max(n), dcount(n) by s"
            + " | order by s asc nulls first";
    assertThat(tables(rows).rows(query))
        .isEqualTo(NaiveQuery.summarize(NaiveQuery.where(rows, condition)));
  }

  @Property(tries = 500)
  void joinsGiveTheSamePairs(@ForAll("rows") List<Row> rows, @ForAll boolean byText) {
    for (String kind : List.of("inner", "innerunique", "leftouter")) {
      String on = byText ? "s" : "n";
      String query =
          ROWS + " | join kind=" + kind + " (" + ROWS + ") on " + on + " | project id, id1";
      assertThat(tables(rows).rows(query))
          .isEqualTo(
              NaiveQuery.join(
                  kind, rows, rows, row -> byText ? Optional.of(row.text()) : row.number()));
    }
  }

  @Property(tries = 500)
  void topGivesTheBeginOfTheOrder(@ForAll("rows") List<Row> rows) {
    String by = " by n asc nulls last, s desc | project id";
    List<String> all = tables(rows).rows(ROWS + " | order" + by);
    assertThat(tables(rows).rows(ROWS + " | top 4" + by))
        .isEqualTo(all.subList(0, Math.min(4, all.size())));
    assertThat(tables(rows).rows(ROWS + " | order" + by + " | where true")).isEqualTo(all);
  }
}
