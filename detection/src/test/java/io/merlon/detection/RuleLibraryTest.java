package io.merlon.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleLibraryTest {
  private static final String HEAD = "title: T\nlogsource: {product: windows}\ndetection:\n";

  private static RuleLibrary read(String text) {
    return RuleLibrary.read(List.of(new RuleLibrary.Source("a.yml", text)));
  }

  private static Search.FieldTest test(String key, String value) {
    RuleLibrary library = read(HEAD + "  s:\n    " + key + ": " + value + "\n  condition: s\n");
    assertThat(library.problems()).isEmpty();
    return (Search.FieldTest) library.rules().getFirst().searches().values().iterator().next();
  }

  private static List<String> literals(Predicate predicate) {
    List<String> literals = new ArrayList<>();
    switch (predicate) {
      case Predicate.OneOf oneOf -> oneOf.alternatives().forEach(p -> literals.addAll(literals(p)));
      case Predicate.Text text ->
          text.pattern().parts().stream()
              .filter(TextPattern.Literal.class::isInstance)
              .forEach(part -> literals.add(((TextPattern.Literal) part).text()));
      default -> throw new AssertionError(predicate);
    }
    return literals;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "F|unheard; x; 5; 'unheard' is not a modifier",
        "F|i; x; 5; 'i' is not a modifier: it has to stand after 're'",
        "F|re; 'a(b'; 5; not a regular expression: Unclosed group",
        "F|cidr; 10.0.0.0/99; 5; '10.0.0.0/99' is not an address range",
        "F|gt; many; 5; 'many' is not a number",
        "F|re|cidr; x; 5; 'cidr' cannot follow",
        "F|re|contains; x; 5; need text or a field",
        "F|contains; null; 5; null has no text",
        "F|base64; a*; 5; has a wildcard",
        "F|contains|endswith; x; 5; 'endswith' contradicts",
        "F|re|cased; x; 5; 'cased' needs text or a field",
        "F|gt|expand; 5; 5; 'expand' needs text",
        "F|exists; perhaps; 5; 'perhaps' is not true or false",
        "F; []; 5; must not be empty",
        "F; {a: b}; 5; has to be text or a list of it"
      })
  void saysWhereAndWhyASearchIsWrong(String key, String value, int line, String reason) {
    RuleLibrary library = read(HEAD + "  s:\n    " + key + ": " + value + "\n  condition: s\n");
    assertThat(library.summary()).isEqualTo("0 loaded, 0 unsupported, 1 failed");
    assertThat(library.problems().getFirst().line()).isEqualTo(line);
    assertThat(library.problems().getFirst().reason()).contains(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "missing; names 'missing'",
        "1 of other_*; asks for 'other_*'",
        "(s; lacks a ')'",
        "s s; 's' is not expected there",
        "s and; ends where",
        "s | count() > 5; belongs to Sigma 1; write a correlation"
      })
  void saysWhyAConditionIsWrong(String condition, String reason) {
    RuleLibrary library = read(HEAD + "  s: {F: x}\n  condition: " + condition + "\n");
    assertThat(library.problems())
        .singleElement()
        .satisfies(p -> {
          assertThat(p.toString()).startsWith("a.yml:5: the condition ").contains(reason);
        });
  }

  @Test
  void conditionsBindAsSigmaSays() {
    RuleLibrary library =
        read(
            HEAD
                + "  a: {F: x}\n  b1: {F: y}\n  b2: {F: z}\n  condition: a or not a and 1 of b*\n");
    Condition a = new Condition.Named("a");
    assertThat(library.rules().getFirst().conditions())
        .containsExactly(
            new Condition.Or(
                List.of(
                    a,
                    new Condition.And(
                        List.of(
                            new Condition.Not(a),
                            new Condition.Or(
                                List.of(new Condition.Named("b1"), new Condition.Named("b2"))))))));
  }

  @Test
  void themLeavesOutHiddenSearches() {
    RuleLibrary library = read(HEAD + "  a: {F: x}\n  _b: {F: y}\n  condition: all of them\n");
    assertThat(library.rules().getFirst().conditions())
        .containsExactly(new Condition.And(List.of(new Condition.Named("a"))));
  }

  @Test
  void wildcardsAndEscapes() {
    assertThat(TextPattern.parse("a\\*b*\\\\?\\c", false).parts())
        .containsExactly(
            new TextPattern.Literal("a*b"),
            TextPattern.Wildcard.ANY,
            new TextPattern.Literal("\\"),
            TextPattern.Wildcard.ONE,
            new TextPattern.Literal("\\c"));
    assertThat(TextPattern.parse("x%who%", true).parts())
        .containsExactly(new TextPattern.Literal("x"), new TextPattern.Placeholder("who"));
  }

  @Test
  void valuesKeepTheirKind() {
    assertThat(test("F", "null").predicates()).containsExactly(new Predicate.IsNull());
    assertThat(test("F", "true").predicates()).containsExactly(new Predicate.IsBoolean(true));
    assertThat(test("F", "7").predicates())
        .containsExactly(
            new Predicate.Compares(Predicate.Comparison.EQUAL, new BigDecimal(7), null));
    assertThat(test("F", "'7'").predicates())
        .containsExactly(new Predicate.Text(TextPattern.literal("7"), false));
    assertThat(test("F|hour|gte", "22").predicates())
        .containsExactly(
            new Predicate.Compares(
                Predicate.Comparison.GREATER_OR_EQUAL,
                new BigDecimal(22),
                Predicate.TimePart.HOUR));
    assertThat(test("F|re|i|s", "a.b").predicates())
        .containsExactly(
            new Predicate.Regex(
                "a.b", java.util.Set.of(Predicate.RegexFlag.I, Predicate.RegexFlag.S)));
    assertThat(test("F|fieldref|endswith", "G").predicates())
        .containsExactly(new Predicate.SameAs("G", Predicate.Position.END, false));
    assertThat(test("F|neq", "x").negated()).isTrue();
    assertThat(test("F|contains|all", "[x, y]").all()).isTrue();
    assertThat(test("'|all'", "[x, y]").field()).isNull();
  }

  @Test
  void encodingsAsTheSpecificationShowsThem() {
    assertThat(literals(test("F|base64", "foobar").predicates().getFirst()))
        .containsExactly("Zm9vYmFy");
    assertThat(literals(test("F|wide|base64offset|contains", "ping").predicates().getFirst()))
        .containsExactly("cABpAG4AZw", "AAaQBuAGcA", "wAGkAbgBnA");
    assertThat(literals(test("F|windash|base64", "'a -x'").predicates().getFirst()))
        .containsExactly("YSAteA==", "YSAveA==", "YSDigJN4", "YSDigJR4", "YSDigJV4");
  }

  @Test
  void eachDashOfAnOptionMayBeAnyOther() {
    assertThat(test("F|windash|contains", "' -x y-z \u2013q'").predicates())
        .containsExactly(
            new Predicate.Text(
                new TextPattern(
                    List.of(
                        TextPattern.Wildcard.ANY,
                        new TextPattern.Literal(" "),
                        TextPattern.Wildcard.DASH,
                        new TextPattern.Literal("x y-z "),
                        TextPattern.Wildcard.DASH,
                        new TextPattern.Literal("q"),
                        TextPattern.Wildcard.ANY)),
                false));
  }

  @Test
  void actionsOfSigmaOneAreUnsupportedWithAllThatIsMadeOfThem() {
    RuleLibrary library =
        read(HEAD + "  s: {F: x}\n  condition: s\n---\naction: global\ntitle: T\n---\nx: 1\n");
    assertThat(library.summary()).isEqualTo("1 loaded, 1 unsupported, 0 failed");
    assertThat(library.problems().getFirst().line()).isEqualTo(7);
    assertThat(library.problems().getFirst().reason()).contains("'action' belongs to Sigma 1");
  }

  @Test
  void whatARuleSaysAboutItselfIsKept() {
    RuleHeader header =
        read("""
        title: T
        id: 1
        name: short
        status: test
        description: |
          Two
          lines
        references: [a, b]
        author: A, B
        date: 2026-01-02
        modified: 2026-01-03
        license: MIT
        taxonomy: ours
        scope: [server]
        fields: [F]
        falsepositives: [none]
        related:
          - {id: '2', type: derived}
        tags: [attack.t1059]
        level: high
        logsource: {product: windows}
        detection:
          s: {F: x}
          condition: s
        """)
            .rules()
            .getFirst()
            .header();
    assertThat(header.about())
        .containsEntry("status", "test")
        .containsEntry("author", "A, B")
        .containsEntry("date", "2026-01-02")
        .containsEntry("modified", "2026-01-03")
        .containsEntry("license", "MIT")
        .containsEntry("taxonomy", "ours");
    assertThat(header.lists())
        .containsEntry("references", List.of("a", "b"))
        .containsEntry("scope", List.of("server"))
        .containsEntry("fields", List.of("F"))
        .containsEntry("falsepositives", List.of("none"));
    assertThat(header.description()).isEqualTo("Two\nlines");
    assertThat(header.related()).containsExactly(new RuleHeader.Related("2", "derived"));
    assertThat(header.name()).isEqualTo("short");
  }

  @Test
  void hostileYamlIsRefused() {
    assertThat(read("a: [\n").problems()).singleElement().extracting("line").isEqualTo(2);
    assertThat(read("").failed()).isEqualTo(1);
    assertThat(read("a: &a [1]\nb: *a\n").problems().getFirst().reason()).contains("not YAML");
    assertThat(read("[".repeat(100_000)).failed()).isEqualTo(1);
    assertThat(
            read(HEAD + "  s: " + "[".repeat(40) + "x" + "]".repeat(40) + "\n  condition: s\n")
                .problems()
                .getFirst()
                .reason())
        .contains("nested deeper than 16");
    assertThat(read(HEAD + "  s: {F: x}\n  condition: " + "(".repeat(9000) + "s\n").failed())
        .isEqualTo(1);
  }
}
