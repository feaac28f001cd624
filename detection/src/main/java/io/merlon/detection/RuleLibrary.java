package io.merlon.detection;

import io.merlon.detection.DocumentReader.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * The rules that were read, and why the other documents are not among them.
 *
 * @param rules rules about single events, in the order in which they were given; the filters that
 *     concern a rule are part of its searches and conditions
 * @param correlations rules about several events, those that others build on first
 * @param filters the filters
 * @param problems one for each document that is not used
 */
public record RuleLibrary(
    List<SigmaRule> rules,
    List<CorrelationRule> correlations,
    List<SigmaFilter> filters,
    List<RuleProblem> problems) {
  /**
   * A file of rules: one YAML document or several.
   *
   * @param name what problems call it
   * @param text its content
   */
  public record Source(String name, String text) {}

  /** What was read of one source. */
  private record Read(List<Document> documents, List<RuleProblem> problems) {}

  /** Copies. */
  public RuleLibrary {
    rules = List.copyOf(rules);
    correlations = List.copyOf(correlations);
    filters = List.copyOf(filters);
    problems = List.copyOf(problems);
  }

  /** Reads sources whose placeholders nobody fills. */
  public static RuleLibrary read(Iterable<Source> sources) {
    return read(sources, Placeholders.NONE);
  }

  /**
   * Reads every document of every source and links those that refer to each other; one that is
   * wrong leaves the others as they are.
   */
  public static RuleLibrary read(Iterable<Source> sources, Placeholders placeholders) {
    List<Read> each =
        StreamSupport.stream(sources.spliterator(), true)
            .map(source -> read(source, placeholders))
            .toList();
    List<RuleProblem> problems =
        new ArrayList<>(each.stream().flatMap(one -> one.problems().stream()).toList());
    RuleLinker linker =
        new RuleLinker(each.stream().flatMap(one -> one.documents().stream()).toList(), problems);
    return linker.link();
  }

  /** The same with more problems, which come first. */
  public RuleLibrary with(List<RuleProblem> more) {
    List<RuleProblem> all = new ArrayList<>(more);
    all.addAll(problems);
    return new RuleLibrary(rules, correlations, filters, all);
  }

  /** How many documents are used. */
  public long loaded() {
    return (long) rules.size() + correlations.size() + filters.size();
  }

  /** How many documents are right but not supported. */
  public long unsupported() {
    return count(RuleProblem.Kind.UNSUPPORTED);
  }

  /** How many documents are not Sigma. */
  public long failed() {
    return count(RuleProblem.Kind.FAILED);
  }

  /** {@code N loaded, U unsupported, F failed}. */
  public String summary() {
    return loaded() + " loaded, " + unsupported() + " unsupported, " + failed() + " failed";
  }

  /** The placeholders that rules use and that have no values: what asks for them never matches. */
  public Set<String> unfilledPlaceholders() {
    return UnfilledPlaceholders.of(rules);
  }

  private long count(RuleProblem.Kind kind) {
    return problems.stream().filter(problem -> problem.kind() == kind).count();
  }

  private static Read read(Source source, Placeholders placeholders) {
    List<Document> documents = new ArrayList<>();
    List<RuleProblem> problems = new ArrayList<>();
    try {
      List<Node> nodes = Yaml.documents(source.text());
      if (nodes.isEmpty()) {
        throw RuleFault.failed(0, "holds no YAML document");
      }
      for (Node node : nodes) {
        if (nodes.size() > 1 && node instanceof ScalarNode scalar && scalar.getTag() == Tag.NULL) {
          continue;
        }
        refuseAction(node);
        try {
          documents.add(DocumentReader.read(source.name(), node, placeholders));
        } catch (RuleFault e) {
          problems.add(e.in(source.name()));
        }
      }
    } catch (RuleFault e) {
      problems.add(e.in(source.name()));
    }
    return new Read(documents, problems);
  }

  /** The documents behind one with an action are made of it, so they mean nothing without. */
  private static void refuseAction(Node node) {
    if (node instanceof MappingNode && Yaml.map(node, "a rule").containsKey("action")) {
      throw new RuleFault(
          RuleProblem.Kind.UNSUPPORTED,
          Yaml.line(node),
          "'action' belongs to Sigma 1; write each rule whole."
              + " This document and those behind it in the file were not read");
    }
  }
}
