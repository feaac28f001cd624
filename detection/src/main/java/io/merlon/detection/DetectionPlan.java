package io.merlon.detection;

import io.merlon.detection.EventFields.FieldValue;
import io.merlon.detection.Search.FieldTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rules compiled for matching; immutable, for any number of threads. Rules of one log source stand
 * together behind its condition, and a test that several rules make is made once an event.
 */
public final class DetectionPlan {
  private final List<Group> groups;
  private final int tests;

  /** The rules of one log source. */
  private record Group(LogSources.Meaning meaning, Node applies, List<Compiled> rules) {
    /**
     * Where nothing says which events the log source means, an event has to have something that the
     * rule asks for: else "not" would match whatever it was never meant for.
     */
    boolean sees(SigmaRule rule, EventFields event) {
      return !meaning.when().isEmpty()
          || rule.searches().values().stream().anyMatch(search -> mentions(search, event));
    }

    private static boolean mentions(Search search, EventFields event) {
      return switch (search) {
        case Search.AllOf(List<Search> parts) ->
            parts.stream().anyMatch(part -> mentions(part, event));
        case Search.AnyOf(List<Search> parts) ->
            parts.stream().anyMatch(part -> mentions(part, event));
        case FieldTest test -> test.field() == null || event.has(test.field());
      };
    }
  }

  private record Compiled(SigmaRule rule, Node matches) {}

  /** A condition over an event. */
  @FunctionalInterface
  private interface Node {
    boolean test(Memo memo);
  }

  /** What is known of one event so far. */
  private static final class Memo {
    private static final byte NO = 1;
    private static final byte YES = 2;

    private final EventFields fields;
    private final byte[] outcomes;

    Memo(EventFields fields, int tests) {
      this.fields = fields;
      this.outcomes = new byte[tests];
    }

    boolean outcome(int test, FieldMatcher matcher) {
      if (outcomes[test] == 0) {
        outcomes[test] = matcher.test(fields) ? YES : NO;
      }
      return outcomes[test] == YES;
    }
  }

  private DetectionPlan(List<Group> groups, int tests) {
    this.groups = groups;
    this.tests = tests;
  }

  /** Compiles rules for events of these log sources. */
  public static DetectionPlan compile(List<SigmaRule> rules, LogSources sources) {
    Compiler compiler = new Compiler();
    Map<LogSources.Meaning, List<Compiled>> byMeaning = new LinkedHashMap<>();
    for (SigmaRule rule : rules) {
      byMeaning
          .computeIfAbsent(sources.of(rule.logSource()), meaning -> new ArrayList<>())
          .add(new Compiled(rule, compiler.rule(rule)));
    }
    List<Group> groups = new ArrayList<>();
    byMeaning.forEach((meaning, compiled) ->
        groups.add(new Group(meaning, compiler.meaning(meaning), List.copyOf(compiled))));
    return new DetectionPlan(List.copyOf(groups), compiler.size());
  }

  /** The rules that an event matches, in the order of their log sources. */
  public List<Detection> match(Event event) {
    EventFields fields = new EventFields(event.fields());
    Memo memo = new Memo(fields, tests);
    List<Detection> detections = new ArrayList<>();
    for (Group group : groups) {
      if (group.applies().test(memo)) {
        for (Compiled compiled : group.rules()) {
          if (compiled.matches().test(memo) && group.sees(compiled.rule(), fields)) {
            detections.add(
                new Detection(compiled.rule(), event, Reasons.of(compiled.rule(), fields)));
          }
        }
      }
    }
    return detections;
  }

  /** Compiles, giving equal tests one place. */
  private static final class Compiler {
    private final Map<FieldTest, Integer> places = new HashMap<>();

    int size() {
      return places.size();
    }

    Node meaning(LogSources.Meaning meaning) {
      List<Node> when = meaning.when().stream().map(this::search).toList();
      List<Node> unless = meaning.unless().stream().map(this::search).toList();
      return memo -> all(when, memo) && !any(unless, memo);
    }

    Node rule(SigmaRule rule) {
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
          FieldMatcher matcher = FieldMatcher.compile(test);
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

  /** Explains a match. */
  private static final class Reasons {
    private static final int MOST = 20;
    private static final int LONGEST = 1_000;

    static List<Detection.Reason> of(SigmaRule rule, EventFields fields) {
      List<Detection.Reason> reasons = new ArrayList<>();
      rule.searches().forEach((name, search) -> gather(name, search, fields, reasons));
      return List.copyOf(reasons);
    }

    private static void gather(
        String name, Search search, EventFields fields, List<Detection.Reason> reasons) {
      switch (search) {
        case Search.AllOf(List<Search> parts) ->
            parts.forEach(part -> gather(name, part, fields, reasons));
        case Search.AnyOf(List<Search> parts) ->
            parts.forEach(part -> gather(name, part, fields, reasons));
        case FieldTest test -> {
          String field = test.field() == null ? "" : test.field();
          FieldMatcher.compile(test).deciding(fields).stream()
              .limit(Math.max(0, MOST - reasons.size()))
              .map(value -> new Detection.Reason(name, field, shortened(value)))
              .forEach(reasons::add);
        }
      }
    }

    private static String shortened(FieldValue value) {
      return value.text().length() <= LONGEST ? value.text() : value.text().substring(0, LONGEST);
    }
  }
}
