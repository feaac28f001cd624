package io.merlon.detection;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The rules that were read, and why the other documents are not among them.
 *
 * @param rules rules, in the order in which they were given
 * @param problems one for each document that is not among the rules
 */
public record RuleLibrary(List<SigmaRule> rules, List<RuleProblem> problems) {
  /**
   * A file of rules: one YAML document or several.
   *
   * @param name what problems call it
   * @param text its content
   */
  public record Source(String name, String text) {}

  /** Copies. */
  public RuleLibrary {
    rules = List.copyOf(rules);
    problems = List.copyOf(problems);
  }

  /** Reads every document of every source; one that is wrong leaves the others as they are. */
  public static RuleLibrary read(Iterable<Source> sources) {
    List<SigmaRule> rules = new ArrayList<>();
    List<RuleProblem> problems = new ArrayList<>();
    for (Source source : sources) {
      try {
        List<Node> documents = Yaml.documents(source.text());
        if (documents.isEmpty()) {
          throw RuleFault.failed(0, "holds no YAML document");
        }
        for (Node document : documents) {
          read(source.name(), document, rules, problems);
        }
      } catch (RuleFault e) {
        problems.add(e.in(source.name()));
      }
    }
    return new RuleLibrary(rules, problems);
  }

  /** How many documents are right but not supported yet. */
  public long unsupported() {
    return count(RuleProblem.Kind.UNSUPPORTED);
  }

  /** How many documents are not Sigma. */
  public long failed() {
    return count(RuleProblem.Kind.FAILED);
  }

  /** {@code N loaded, U unsupported, F failed}. */
  public String summary() {
    return rules.size() + " loaded, " + unsupported() + " unsupported, " + failed() + " failed";
  }

  private long count(RuleProblem.Kind kind) {
    return problems.stream().filter(problem -> problem.kind() == kind).count();
  }

  private static void read(
      String source, Node document, List<SigmaRule> rules, List<RuleProblem> problems) {
    try {
      rules.add(RuleReader.read(source, document));
    } catch (RuleFault e) {
      problems.add(e.in(source));
    }
  }
}
