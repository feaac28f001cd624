package io.merlon.detection;

import io.merlon.detection.CorrelationRule.Member;
import io.merlon.detection.DocumentReader.Correlation;
import io.merlon.detection.DocumentReader.Document;
import io.merlon.detection.DocumentReader.Filter;
import io.merlon.detection.DocumentReader.Plain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Joins documents that refer to each other: filters into rules, rules into correlations. */
final class RuleLinker {
  private static final int LONGEST_CHAIN = 32;

  private final List<Document> documents;
  private final List<RuleProblem> problems;
  private final Map<String, List<Document>> byReference = new HashMap<>();
  private final IdentityHashMap<Document, Rule> linked = new IdentityHashMap<>();
  private final IdentityHashMap<Document, RuleFault> faults = new IdentityHashMap<>();
  private final SequencedSet<Correlation> underway = new LinkedHashSet<>();
  private final List<CorrelationRule> correlations = new ArrayList<>();

  /**
   * Prepares.
   *
   * @param problems those that are known, to which others are added
   */
  RuleLinker(List<Document> documents, List<RuleProblem> problems) {
    this.documents = documents;
    this.problems = problems;
    for (Document document : documents) {
      RuleHeader header = document.header();
      if (!(document instanceof Filter)) {
        Stream.of(Optional.ofNullable(header.id()), Optional.ofNullable(header.name()))
            .flatMap(Optional::stream)
            .distinct()
            .forEach(
                key -> byReference.computeIfAbsent(key, first -> new ArrayList<>()).add(document));
      }
    }
  }

  RuleLibrary link() {
    List<SigmaFilter> filters = filters();
    List<SigmaRule> rules = new ArrayList<>();
    for (Document document : documents) {
      if (document instanceof Plain(SigmaRule rule)) {
        SigmaRule filtered = filtered(rule, filters);
        rules.add(filtered);
        linked.put(document, filtered);
      }
    }
    for (Document document : documents) {
      if (document instanceof Correlation correlation) {
        try {
          link(correlation);
        } catch (RuleFault e) {
          problems.add(e.in(correlation.header().source()));
        }
      }
    }
    return new RuleLibrary(rules, correlations, filters, problems);
  }

  private List<SigmaFilter> filters() {
    List<SigmaFilter> filters = new ArrayList<>();
    for (Document document : documents) {
      if (document instanceof Filter(SigmaFilter filter, List<Reference> references)) {
        try {
          references.forEach(this::only);
          filters.add(filter);
        } catch (RuleFault e) {
          problems.add(e.in(filter.header().source()));
        }
      }
    }
    return filters;
  }

  private static SigmaRule filtered(SigmaRule rule, List<SigmaFilter> filters) {
    Map<String, Search> searches = new LinkedHashMap<>(rule.searches());
    List<Condition> keeps = new ArrayList<>();
    for (SigmaFilter filter : filters) {
      if (filter.concerns(rule)) {
        String prefix = "filter " + (keeps.size() + 1) + ": ";
        filter.searches().forEach((name, search) -> searches.put(prefix + name, search));
        keeps.add(renamed(filter.keeps(), prefix));
      }
    }
    if (keeps.isEmpty()) {
      return rule;
    }
    List<Condition> conditions = new ArrayList<>();
    for (Condition condition : rule.conditions()) {
      conditions.add(
          new Condition.And(Stream.concat(Stream.of(condition), keeps.stream()).toList()));
    }
    return new SigmaRule(rule.header(), rule.logSource(), searches, List.copyOf(conditions));
  }

  private static Condition renamed(Condition condition, String prefix) {
    return switch (condition) {
      case Condition.Named(String name) -> new Condition.Named(prefix + name);
      case Condition.Not(Condition operand) -> new Condition.Not(renamed(operand, prefix));
      case Condition.And(List<Condition> all) ->
          new Condition.And(all.stream().map(one -> renamed(one, prefix)).toList());
      case Condition.Or(List<Condition> some) ->
          new Condition.Or(some.stream().map(one -> renamed(one, prefix)).toList());
    };
  }

  private Rule link(Correlation correlation) {
    @Nullable Rule known = linked.get(correlation);
    if (known != null) {
      return known;
    }
    @Nullable RuleFault fault = faults.get(correlation);
    if (fault != null) {
      throw fault;
    }
    if (underway.size() == LONGEST_CHAIN) {
      throw RuleFault.failed(
          correlation.header().line(),
          "more than " + LONGEST_CHAIN + " correlations build on each other");
    }
    underway.add(correlation);
    try {
      CorrelationRule rule =
          new CorrelationRule(
              correlation.header(),
              correlation.type(),
              members(correlation),
              correlation.groupBy(),
              correlation.timespan(),
              correlation.condition(),
              correlation.generate());
      linked.put(correlation, rule);
      correlations.add(rule);
      return rule;
    } catch (RuleFault e) {
      faults.put(correlation, e);
      throw e;
    } finally {
      underway.remove(correlation);
    }
  }

  private List<Member> members(Correlation correlation) {
    List<Document> documents = new ArrayList<>();
    List<Member> members = new ArrayList<>();
    for (Reference reference : correlation.references()) {
      Document document = only(reference);
      Rule rule = rule(document, reference);
      if (documents.stream().anyMatch(other -> other == document)) {
        throw RuleFault.failed(
            reference.line(), "'" + reference.text() + "' is a rule that is listed already");
      }
      documents.add(document);
      members.add(new Member(reference.text(), rule, aliases(correlation, document)));
    }
    for (Map<Reference, String> fields : correlation.aliases().values()) {
      for (Reference reference : fields.keySet()) {
        Document named = only(reference);
        if (documents.stream().noneMatch(document -> document == named)) {
          throw RuleFault.failed(
              reference.line(),
              "the alias is for '" + reference.text() + "', which is not one of the 'rules'");
        }
      }
    }
    return List.copyOf(members);
  }

  private Map<String, String> aliases(Correlation correlation, Document document) {
    Map<String, String> aliases = new HashMap<>();
    correlation
        .aliases()
        .forEach((alias, fields) ->
            fields.forEach((reference, field) -> {
              if (only(reference) == document) {
                aliases.put(alias, field);
              }
            }));
    return Map.copyOf(aliases);
  }

  private Rule rule(Document document, Reference reference) {
    if (!(document instanceof Correlation inner)) {
      return Objects.requireNonNull(linked.get(document));
    }
    if (underway.contains(inner)) {
      throw RuleFault.failed(reference.line(), "the correlation builds on itself: " + cycle(inner));
    }
    try {
      return link(inner);
    } catch (RuleFault e) {
      throw RuleFault.failed(
          reference.line(),
          "refers to '"
              + reference.text()
              + "', which is not usable itself: "
              + e.in(inner.header().source()));
    }
  }

  private String cycle(Correlation from) {
    return Stream.concat(underway.stream().dropWhile(one -> one != from), Stream.of(from))
        .map(one -> "'" + one.header().title() + "'")
        .collect(Collectors.joining(" -> "));
  }

  private Document only(Reference reference) {
    List<Document> found = byReference.getOrDefault(reference.text(), List.of());
    if (found.size() == 1) {
      return found.getFirst();
    }
    throw RuleFault.failed(
        reference.line(),
        found.isEmpty()
            ? "refers to '" + reference.text() + "', which is no rule that was read"
            : "refers to '"
                + reference.text()
                + "', which several rules are called: "
                + found.stream().map(one -> one.header().source()).toList());
  }
}
