package io.merlon.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.merlon.query.QueryException.Fault;
import io.merlon.query.QueryLimitException.Limit;
import org.junit.jupiter.api.Test;

/** Wrong and hostile queries: what is said of them, and that they end. */
class FaultTest {
  private static QueryException fault(String query) {
    try {
      QueryPlan.compile(query, GivenTables.NOW, QueryLimits.USUAL);
    } catch (QueryException e) {
      return e;
    }
    throw new AssertionError("planned without fault: " + query);
  }

  private static void at(String query, int line, int column, String token, String... words) {
    QueryException fault = fault(query);
    assertThat(fault.line()).as(query).isEqualTo(line);
    assertThat(fault.column()).as(query).isEqualTo(column);
    assertThat(fault.token()).as(query).isEqualTo(token);
    assertThat(fault.getMessage()).contains(words);
  }

  @Test
  void aSyntaxErrorPointsAtTheTokenAndSaysWhatIsExpected() {
    at("resources | where", 1, 18, "", "the end of the query", "a value is expected");
    at("resources\n| where name = 'x'", 2, 14, "=", "'=='");
    at("resources | wher x", 1, 13, "wher", "an operator (where");
    at("resources where", 1, 11, "where", "'|' or the end");
    at("resources | where (a == 1", 1, 26, "", "')'");
    at("resources | order name", 1, 19, "name", "'by'");
    at("resources | where name == 'x", 1, 27, "'", "does not end on its line");
    at("resources | where a ! b", 1, 21, "!", "no meaning");
    at("resources | where a !ha b", 1, 21, "!ha", "'!has'");
    at("resources | project a, | take 1", 1, 24, "|", "a value");
    at("resources | take 1 2", 1, 20, "2", "'|' or the end");
    at("resources | where x == 12parsecs", 1, 24, "12parsecs", "not a number");
    at("resources | where x == 'a\\q'", 1, 24, "'a\\q'", "is no escape");
    at("resources | join (resources) on $left.a = 1", 1, 41, "=", "'=='");
    at("resources | where x == datetime(soon)", 1, 24, "datetime", "is no datetime");
    at("", 1, 1, "", "a table");
    assertThat(fault("resources | where").fault()).isEqualTo(Fault.SYNTAX);
  }

  @Test
  void aWrongNameOrTypeIsSaid() {
    at("resource | take 1", 1, 1, "resource", "there is no table", "resourcecontainers");
    at("resources | project nam", 1, 21, "nam", "there is no column 'nam'", "id, name");
    at("resources | project name | where type == ''", 1, 34, "type", "the columns are name");
    at("resources | where name", 1, 19, "name", "a condition is true or false");
    at("resources | where name == 1", 1, 24, "==", "a string cannot be compared with a long");
    at("resources | where strlen(name, 1) > 1", 1, 19, "strlen", "takes 1 arguments and has 2");
    at("resources | where name.x == ''", 1, 24, "x", "parse_json");
    at("resources | extend x = name + 1", 1, 29, "+", "strcat");
    at("resources | summarize count() by properties", 1, 34, "properties", "tostring");
    at("resources | distinct tags", 1, 22, "tags", "tostring");
    at("resources | order by tags.x asc", 1, 27, "x", "tostring");
    at("resources | join (resources) on properties", 1, 33, "properties", "extend");
    at("resources | join (resources) on nothing", 1, 33, "nothing", "a side of the join");
    at("resources | mv-expand name", 1, 23, "name", "parse_json");
    at("resources | where name matches regex '('", 1, 24, "matches", "regular expression");
    at("resources | take name", 1, 18, "name", "a number of rows");
    at("resources | where count() > 1", 1, 19, "count", "summarize");
    at("resources | summarize sum(name)", 1, 23, "sum", "numbers");
    assertThat(fault("resources | project nam").fault()).isEqualTo(Fault.MEANING);
  }

  @Test
  void whatIsNotSupportedIsNamed() {
    at("resources | make-series x = count()", 1, 13, "make", "'make-series' is not supported");
    at("resources | parse name with x", 1, 13, "parse", "'parse' is not supported");
    at("resources | extend x = geo_hash(1)", 1, 24, "geo_hash", "'geo_hash' is not supported");
    at("resources | join kind=fullouter (resources) on id", 1, 23, "fullouter", "leftouter");
    at("let f = (x: int) { x }; resources", 1, 5, "f", "functions");
    assertThat(fault("resources | evaluate bag_unpack(tags)").fault()).isEqualTo(Fault.UNSUPPORTED);
  }

  @Test
  void hostileTextsAreRefused() {
    String deep = "resources | where " + "(".repeat(5_000) + "1";
    assertThat(fault(deep).getMessage()).contains("nested deeper");
    assertThat(fault("resources | where " + "-".repeat(5_000) + "1 > 0").getMessage())
        .contains("nested deeper");
    assertThat(fault("resources | project x = 1" + " + 1".repeat(5_000)).getMessage())
        .contains("levels");
    assertThat(fault("resources | project x = tags" + ".a".repeat(5_000)).getMessage())
        .contains("levels");
    assertThat(fault("resources" + " | where true".repeat(500)).getMessage())
        .contains("100 operators");
    assertThat(fault("(".repeat(5_000)).getMessage()).contains("nested deeper");
    assertThat(fault(" ".repeat(100_000)).getMessage()).contains("longer than");
    StringBuilder doubling = new StringBuilder("let a0 = resources | take 1;");
    for (int i = 1; i < 40; i++) {
      doubling.append("let a%d = union a%d, a%d;".formatted(i, i - 1, i - 1));
    }
    assertThat(fault(doubling + "a39").getMessage()).contains("100 operators");
    assertThat(
            fault(
                    "resources | join r on id | join r on id | join r on id | join r on id"
                        .replace("r on", "(resources) on"))
                .getMessage())
        .contains("3 joins");
  }

  @Test
  void manyAlternativesAreNotTooMany() {
    String query = "resources | where name == 'x'" + " or name == 'y'".repeat(3_000) + " | count";
    assertThat(GivenTables.of("[]").value(query)).isEqualTo("0");
  }

  private static void limited(String query, Limit limit) {
    GivenTables tables = GivenTables.of("[{\"id\":\"/x\",\"type\":\"t\",\"name\":\"abc\"}]");
    assertThatExceptionOfType(QueryLimitException.class)
        .as(query)
        .isThrownBy(() -> tables.result(query))
        .satisfies(e -> assertThat(e.limit()).isEqualTo(limit));
  }

  @Test
  void valuesThatGrowWithoutEndAreStopped() {
    limited("resources | extend a = name" + ", a = strcat(a, a)".repeat(60), Limit.TEXT);
    limited(
        "resources | extend a = pack('x', name)" + ", a = pack('x', a, 'y', a)".repeat(60),
        Limit.TEXT);
    limited(
        "resources | extend a = pack('x', name)" + ", a = pack('x', a)".repeat(600), Limit.TEXT);
    limited(
        "resources | extend a = name" + ", a = replace_string(a, 'a', 'aa')".repeat(60),
        Limit.TEXT);
  }

  @Test
  void timeAndMemoryAreBounded() {
    StringBuilder many = new StringBuilder("[");
    for (int i = 0; i < 300; i++) {
      many.append(i == 0 ? "" : ",").append("{\"id\":\"/x/" + i + "\",\"type\":\"t\"}");
    }
    GivenTables tables = GivenTables.of(many + "]");
    QueryLimits tight = new QueryLimits(1_000, 50, 3, 3, 500, 1_000);
    for (String query :
        new String[] {
          "resources | order by id asc | take 1000",
          "resources | summarize count() by id",
          "resources | summarize make_list(id)",
          "resources | join kind=inner (resources | extend k = 1) on id",
        }) {
      assertThatExceptionOfType(QueryLimitException.class)
          .as(query)
          .isThrownBy(() ->
              QueryPlan.compile(query, GivenTables.NOW, tight).run(tables, 0, 10, () -> false))
          .satisfies(e -> assertThat(e.limit()).isEqualTo(Limit.MEMORY));
    }
    String crossed =
        "resources | extend k = 1 | join kind=inner (resources | extend k = 1) on k | count";
    assertThatExceptionOfType(QueryLimitException.class)
        .isThrownBy(() ->
            QueryPlan.compile(crossed, GivenTables.NOW, QueryLimits.USUAL)
                .run(tables, 0, 10, () -> true))
        .satisfies(e -> assertThat(e.limit()).isEqualTo(Limit.TIME));
  }
}
