package io.merlon.server.threat;

import io.merlon.connect.file.RuleFiles;
import io.merlon.content.MerlonRules;
import io.merlon.detection.CorrelationRule;
import io.merlon.detection.RuleLibrary;
import io.merlon.detection.RuleProblem;
import io.merlon.detection.SigmaFilter;
import io.merlon.detection.SigmaRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Merlon's own rules and those that the operator put into the data folder. */
public final class ThreatRules {
  private static final Logger LOG = LoggerFactory.getLogger(ThreatRules.class);
  private static final int MOST_TOLD = 100;

  private ThreatRules() {}

  /**
   * Reads them; what is wrong with one is logged, and the others are used.
   *
   * @param folder of Sigma rules, correlations and filters; it need not be there
   */
  public static RuleLibrary load(Path folder) {
    RuleLibrary merlons = MerlonRules.load();
    RuleLibrary operators = RuleFiles.read(List.of(folder));
    List<RuleProblem> problems = operators.problems();
    problems.stream().limit(MOST_TOLD).forEach(one -> LOG.warn("rule not used: {}", one));
    if (problems.size() > MOST_TOLD) {
      LOG.warn("and {} more rules are not used", problems.size() - MOST_TOLD);
    }
    List<SigmaRule> rules = new ArrayList<>(merlons.rules());
    rules.addAll(operators.rules());
    List<CorrelationRule> correlations = new ArrayList<>(merlons.correlations());
    correlations.addAll(operators.correlations());
    List<SigmaFilter> filters = new ArrayList<>(merlons.filters());
    filters.addAll(operators.filters());
    return new RuleLibrary(rules, correlations, filters, problems);
  }
}
