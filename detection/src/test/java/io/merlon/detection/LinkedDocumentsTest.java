package io.merlon.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merlon.json.Json;
import io.merlon.model.ObjectValue;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Filters, placeholders and correlations: documents that need others. */
class LinkedDocumentsTest {
  private static final String RULE =
      """
      title: Archiver
      id: 11111111-0000-4000-8000-000000000001
      name: archiver
      logsource: {product: windows, category: process_creation}
      detection:
        selection: {Image|endswith: rar.exe}
        condition: selection
      """;
  private static final String FILTER =
      """
      ---
      title: Administrators may
      logsource: {product: windows}
      filter:
        rules: [archiver]
        selection: {User|startswith: adm_}
        condition: selection
      """;

  private static RuleLibrary read(String... sources) {
    return RuleLibrary.read(
        Arrays.stream(sources).map(text -> new RuleLibrary.Source("a.yml", text)).toList());
  }

  private static boolean matches(RuleLibrary library, String user) {
    assertThat(library.problems()).isEmpty();
    ObjectValue event =
        ObjectValue.builder()
            .put("Channel", "Security")
            .put("EventID", 4688)
            .put("Image", "rar.exe")
            .put("User", user)
            .build();
    return !DetectionPlan.compile(library.rules(), LogSources.builtIn())
        .match(new Event("e", 1, event))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "selection, archiver",
    "not selection, archiver",
    "selection, 11111111-0000-4000-8000-000000000001",
    "not (1 of selection*), any"
  })
  void aFilterLeavesOutWhatItDescribes(String condition, String rules) {
    String filter =
        FILTER
            .replace("condition: selection", "condition: " + condition)
            .replace("[archiver]", rules);
    RuleLibrary library = read(RULE + filter);
    assertThat(library.summary()).isEqualTo("2 loaded, 0 unsupported, 0 failed");
    assertThat(matches(library, "adm_x")).isFalse();
    assertThat(matches(library, "x")).isTrue();
    assertThat(matches(read(filter, RULE), "adm_x")).as("in files of their own").isFalse();
  }

  @Test
  void aFilterIsForRulesOfItsLogSourceOnly() {
    String filter = FILTER.replace("windows", "linux").replace("[archiver]", "any");
    assertThat(matches(read(RULE + filter), "adm_x")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "rules: [archiver]; rules: [nobody]; 12; refers to 'nobody', which is no rule",
        "condition: selection; condition: other; 14; names 'other', which is not a search",
        "rules: [archiver]; roles: [archiver]; 12; 'rules' is missing",
        "logsource: {product: windows}; level: low; 9; 'logsource' is missing"
      })
  void saysWhereAndWhyAFilterIsWrong(String right, String wrong, int line, String reason) {
    RuleLibrary library = read(RULE + FILTER.replace(right, wrong));
    assertThat(library.summary()).isEqualTo("1 loaded, 0 unsupported, 1 failed");
    assertThat(library.problems().getFirst().line()).isEqualTo(line);
    assertThat(library.problems().getFirst().reason()).contains(reason);
  }

  @Test
  void placeholdersStandForWhatTheOperatorSays() {
    String rule = RULE.replace("{Image|endswith: rar.exe}", "{User|expand: '%team%-%role%'}");
    RuleLibrary unfilled = read(rule);
    assertThat(unfilled.unfilledPlaceholders()).containsExactly("role", "team");
    assertThat(matches(unfilled, "red-admin")).isFalse();
    for (String text :
        List.of("team: [red, blue*]\nrole: admin\n", "vars: {team: [red, blue*], role: admin}")) {
      RuleLibrary library =
          RuleLibrary.read(
              List.of(new RuleLibrary.Source("a.yml", rule)), Placeholders.read("p.yml", text));
      assertThat(library.unfilledPlaceholders()).isEmpty();
      assertThat(matches(library, "red-admin")).isTrue();
      assertThat(matches(library, "blue2-admin")).as("a wildcard").isTrue();
      assertThat(matches(library, "green-admin")).isFalse();
    }
  }

  @Test
  void placeholdersInExpressionsAndRanges() {
    Placeholders nets = Placeholders.read("p.yml", "nets: [10.0.0.0/8, fe80::/10]\nwho: ['a+']\n");
    for (String search : List.of("{User|cidr|expand: '%nets%'}", "{User|re|expand: '^%who%$'}")) {
      RuleLibrary library =
          RuleLibrary.read(
              List.of(
                  new RuleLibrary.Source(
                      "a.yml", RULE.replace("{Image|endswith: rar.exe}", search))),
              nets);
      assertThat(matches(library, search.contains("cidr") ? "10.1.2.3" : "aaa")).isTrue();
      assertThat(matches(library, "other")).isFalse();
    }
  }

  @Test
  void brokenPlaceholdersAreToldWithFileAndLine() {
    assertThatThrownBy(() -> Placeholders.read("p.yml", "a: 1\nb: {c: d}"))
        .hasMessageContaining("p.yml:2: a value has to be text");
  }

  private static final String COUNT =
      """
      title: Many
      name: many
      correlation:
        type: event_count
        rules: [archiver]
        group-by: [User]
        timespan: 90m
        condition: {gt: 100, lte: 200}
      ---
      """
          + RULE;

  @Test
  void aCorrelationKnowsItsRules() {
    RuleLibrary library = read(COUNT);
    assertThat(library.summary()).isEqualTo("2 loaded, 0 unsupported, 0 failed");
    CorrelationRule many = library.correlations().getFirst();
    assertThat(many.members().getFirst().rule()).isSameAs(library.rules().getFirst());
    assertThat(many.timespan()).hasMinutes(90);
    assertThat(many.generate()).isFalse();
    assertThat(read("generate: true\n" + COUNT).correlations().getFirst().generate()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "rules: [archiver]; rules: [nobody]; 5; refers to 'nobody', which is no rule that was read",
        "rules: [archiver]; rules: [archiver, archiver]; 5; 'archiver' is there twice",
        "rules: [archiver]; rules: [many]; 5; builds on itself: 'Many' -> 'Many'",
        "rules: [archiver]; rules: []; 5; must not be empty",
        "event_count; events; 4; 'events' is not a type of correlation: event_count, value_count",
        "timespan: 90m; timespan: 90; 7; '90' is not a timespan",
        "timespan: 90m; timespan: 0s; 7; '0s' is not a timespan",
        "timespan: 90m; timeframe: 90m; 7; 'timeframe' is not an entry of a correlation",
        "gt: 100; than: 100; 8; 'than' is not an entry of a condition",
        "gt: 100; gt: many; 8; 'many' is not a number",
        "{gt: 100, lte: 200}; {field: User}; 8; needs one of gt, gte",
        "{gt: 100, lte: 200}; archiver and other; 8; has to be a map",
        "event_count; value_count; 8; needs 'field'",
        "event_count; value_percentile; 8; needs 'field'",
        "gt: 100; field: User, gt: 1; 8; which this type does not look at",
        "group-by: [User]; aliases: {u: {other: User}}; 6; refers to 'other'",
      })
  void saysWhereAndWhyACorrelationIsWrong(String right, String wrong, int line, String reason) {
    RuleLibrary library = read(COUNT.replace(right, wrong));
    assertThat(library.summary()).isEqualTo("1 loaded, 0 unsupported, 1 failed");
    assertThat(library.problems().getFirst().line()).isEqualTo(line);
    assertThat(library.problems().getFirst().reason()).contains(reason);
  }

  @Test
  void cyclesAreToldAndWhatBuildsOnThemIsNotUsed() {
    String cycle =
        """
        title: %1$s
        name: %1$s
        correlation: {type: temporal, rules: [%2$s], group-by: [User], timespan: 1m}
        ---
        """;
    RuleLibrary library =
        read(
            cycle.formatted("first", "second, archiver")
                + cycle.formatted("second", "third")
                + cycle.formatted("third", "first")
                + RULE);
    assertThat(library.summary()).isEqualTo("1 loaded, 0 unsupported, 3 failed");
    assertThat(library.problems())
        .allSatisfy(problem ->
            assertThat(problem.reason()).contains("'first' -> 'second' -> 'third' -> 'first'"));
  }

  @Test
  void anAmbiguousReferenceIsTold() {
    RuleLibrary library = read(COUNT, RULE);
    assertThat(library.problems())
        .singleElement()
        .satisfies(one -> assertThat(one.reason()).contains("which several rules are called"));
  }

  @Test
  void searchesThatDoNotHoldAreNoReason() {
    RuleLibrary library =
        read(
            """
            title: T
            logsource: {product: none}
            detection:
              one: {a: x, b: y}
              other: {a: x, b: z}
              list: [{a: x, c: q}, {b: y}]
              condition: one or other
            """);
    Detection detection =
        DetectionPlan.compile(library.rules(), LogSources.builtIn())
            .match(new Event("e", 1, (ObjectValue) Json.parse("{\"a\": \"x\", \"b\": \"y\"}")))
            .getFirst();
    assertThat(detection.reasons())
        .containsExactly(
            new Detection.Reason("one", "a", "x"),
            new Detection.Reason("one", "b", "y"),
            new Detection.Reason("list", "b", "y"));
  }
}
