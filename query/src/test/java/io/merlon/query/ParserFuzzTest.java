package io.merlon.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Texts of any kind: each is planned and run, or refused with a place within it. */
class ParserFuzzTest {
  private static final GivenTables TABLES =
      GivenTables.of(
          """
          [{"id": "/subscriptions/s/a", "name": "a", "type": "t", "tags": {"x": "1"},
            "properties": {"n": 1, "list": [1, "2", {"b": null}]}},
           {"id": "/b", "type": "t"}]
          """);

  private static void tryOut(String text) {
    try {
      QueryPlan.compile(text, GivenTables.NOW, QueryLimits.USUAL).run(TABLES, 0, 10, () -> false);
    } catch (QueryException e) {
      assertThat(e.line()).isBetween(1, 1 + (int) text.chars().filter(c -> c == '\n').count());
      assertThat(e.column()).isBetween(1, text.length() + 1);
      assertThat(e.getMessage()).isNotBlank();
    } catch (QueryLimitException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @Property(tries = 2_000)
  void anyTextIsAnsweredOrRefused(@ForAll String text) {
    tryOut(text);
    tryOut("resources | " + text);
    tryOut("resources | where " + text);
  }

  @Provide
  Arbitrary<List<String>> words() {
    return Arbitraries.of(
            "resources",
            "resourcecontainers",
            "|",
            "where",
            "project",
            "extend",
            "summarize",
            "by",
            "order",
            "asc",
            "nulls",
            "first",
            "take",
            "top",
            "count",
            "count()",
            "distinct",
            "join",
            "kind=inner",
            "on",
            "union",
            "mv-expand",
            "mv",
            "-",
            "let",
            "=",
            ";",
            "(",
            ")",
            "[",
            "]",
            ",",
            ".",
            "..",
            "==",
            "=~",
            "!=",
            "<",
            "in",
            "in~",
            "!in",
            "has",
            "!has",
            "has_any",
            "contains",
            "between",
            "matches",
            "regex",
            "and",
            "or",
            "not(",
            "1",
            "2.5",
            "1d",
            "'a'",
            "\"b\"",
            "'",
            "@'",
            "```",
            "dynamic([1])",
            "dynamic(",
            "datetime(2024-01-01)",
            "datetime(",
            "now()",
            "ago(1h)",
            "id",
            "name",
            "type",
            "tags",
            "properties",
            "n",
            "['x']",
            "$left",
            "$right",
            "iff(",
            "case(",
            "strcat(",
            "split(",
            "tostring(",
            "tolong(",
            "make_list(",
            "arg_max(",
            "*",
            "+",
            "/",
            "%",
            "//",
            "\n",
            "{",
            "}",
            "!",
            "\\",
            "true",
            "null",
            "bin(",
            "pack(",
            "parse_json(",
            "extract(",
            "replace_regex(",
            "to",
            "typeof(string)",
            "limit",
            "project-away",
            "\u0000",
            "é")
        .list()
        .ofMaxSize(25);
  }

  @Property(tries = 5_000)
  void anyWordsOfTheLanguageAreAnsweredOrRefused(@ForAll("words") List<String> words) {
    tryOut(String.join(" ", words));
    tryOut("resources | " + String.join(" ", words));
    tryOut("resources | extend x = " + String.join("", words));
  }
}
