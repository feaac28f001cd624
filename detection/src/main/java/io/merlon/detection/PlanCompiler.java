package io.merlon.detection;

import io.merlon.detection.Memo.Node;
import io.merlon.detection.Search.FieldTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Compiles rules, giving equal tests one place. */
final class PlanCompiler {
  private final FieldTable table = new FieldTable();
  private final Map<FieldTest, Integer> places = new HashMap<>();
  private final Map<FieldTest, FieldMatcher> matchers = new HashMap<>();
  private final List<Compiled> compiled = new ArrayList<>();
  private final TreeSet<Integer> sourceFields = new TreeSet<>();

  /** A rule and its condition. */
  record Compiled(SigmaRule rule, Node matches) {}

  FieldTable table() {
    return table;
  }

  int tests() {
    return places.size();
  }

  Map<FieldTest, FieldMatcher> matchers() {
    return Map.copyOf(matchers);
  }

  /** The conditions of the rules, by the rules' numbers. */
  List<Compiled> rules() {
    return List.copyOf(compiled);
  }

  Lanes.Maker lanes(List<SigmaRule> rules, LogSources sources) {
    Needles needles = new Needles(table, rules);
    Map<LogSources.Meaning, List<SigmaRule>> byMeaning = new LinkedHashMap<>();
    for (SigmaRule rule : rules) {
      byMeaning
          .computeIfAbsent(sources.of(rule.logSource()), meaning -> new ArrayList<>())
          .add(rule);
    }
    List<RuleGroup> groups = new ArrayList<>();
    byMeaning.forEach((meaning, ofGroup) -> {
      groups.add(
          new RuleGroup(
              !meaning.when().isEmpty(),
              meaning(meaning),
              compiled.size(),
              rules.size(),
              List.copyOf(ofGroup),
              table));
      ofGroup.forEach(rule -> compiled.add(new Compiled(rule, rule(rule))));
    });
    Prefilters prefilters =
        new Prefilters(compiled.stream().map(one -> needles.of(one.rule())).toList());
    return new Lanes.Maker(
        List.copyOf(groups), rules.size(), prefilters, List.copyOf(sourceFields));
  }

  private Node meaning(LogSources.Meaning meaning) {
    meaning.when().forEach(this::addSourceFields);
    meaning.unless().forEach(this::addSourceFields);
    List<Node> when = meaning.when().stream().map(this::search).toList();
    List<Node> unless = meaning.unless().stream().map(this::search).toList();
    return memo -> all(when, memo) && !any(unless, memo);
  }

  private void addSourceFields(Search search) {
    switch (search) {
      case Search.AllOf(List<Search> parts) -> parts.forEach(this::addSourceFields);
      case Search.AnyOf(List<Search> parts) -> parts.forEach(this::addSourceFields);
      case FieldTest test -> {
        String field = test.field();
        if (field == null) {
          throw new IllegalArgumentException("a log source is told by fields, not by keywords");
        }
        sourceFields.add(table.number(field));
      }
    }
  }

  private Node rule(SigmaRule rule) {
    Map<String, Node> searches = new HashMap<>();
    rule.searches().forEach((name, search) -> searches.put(name, search(search)));
    List<Node> conditions =
        rule.conditions().stream().map(condition -> condition(condition, searches)).toList();
    return conditions.size() == 1 ? conditions.getFirst() : memo -> any(conditions, memo);
  }

  private Node condition(Condition condition, Map<String, Node> searches) {
    return switch (condition) {
      case Condition.Named(String name) -> searches.getOrDefault(name, memo -> false);
      case Condition.Not(Condition operand) -> {
        Node negated = condition(operand, searches);
        yield memo -> !negated.test(memo);
      }
      case Condition.And(List<Condition> operands) -> {
        List<Node> nodes = operands.stream().map(one -> condition(one, searches)).toList();
        yield memo -> all(nodes, memo);
      }
      case Condition.Or(List<Condition> operands) -> {
        List<Node> nodes = operands.stream().map(one -> condition(one, searches)).toList();
        yield memo -> any(nodes, memo);
      }
    };
  }

  private Node search(Search search) {
    return switch (search) {
      case Search.AllOf(List<Search> parts) -> {
        List<Node> nodes = parts.stream().map(this::search).toList();
        yield memo -> all(nodes, memo);
      }
      case Search.AnyOf(List<Search> parts) -> {
        List<Node> nodes = parts.stream().map(this::search).toList();
        yield memo -> any(nodes, memo);
      }
      case FieldTest test -> {
        FieldMatcher matcher =
            matchers.computeIfAbsent(test, added -> FieldMatcher.compile(added, table));
        int place = places.computeIfAbsent(test, added -> places.size());
        yield memo -> memo.outcome(place, matcher);
      }
    };
  }

  private static boolean all(List<Node> nodes, Memo memo) {
    for (Node node : nodes) {
      if (!node.test(memo)) {
        return false;
      }
    }
    return true;
  }

  private static boolean any(List<Node> nodes, Memo memo) {
    for (Node node : nodes) {
      if (node.test(memo)) {
        return true;
      }
    }
    return false;
  }
}
