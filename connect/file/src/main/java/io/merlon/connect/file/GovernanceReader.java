package io.merlon.connect.file;

import io.merlon.json.Json;
import io.merlon.model.ArrayValue;
import io.merlon.model.BooleanValue;
import io.merlon.model.ResourceId;
import io.merlon.model.Severity;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.policy.PolicyProblem;
import io.merlon.posture.GovernanceRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/**
 * Reads governance rules as {@code Microsoft.Security/governanceRules} has them (api-version
 * 2022-01-01-preview). Disabled rules are passed over.
 */
public final class GovernanceReader {
  private static final String TYPE = "/providers/microsoft.security/governancerules/";
  private static final Pattern TIMEFRAME =
      Pattern.compile("(?:(\\d{1,4})\\.)?(\\d{1,2}):(\\d{2}):(\\d{2})");

  private final String source;
  private final Consumer<PolicyProblem> problems;

  private GovernanceReader(String source, Consumer<PolicyProblem> problems) {
    this.source = source;
    this.problems = problems;
  }

  /** One rule, or nothing after the problem was told. */
  public static Optional<GovernanceRule> read(
      String source, Value document, Consumer<PolicyProblem> problems) {
    return new GovernanceReader(source, problems).rule(document);
  }

  private Optional<GovernanceRule> rule(Value document) {
    Value properties = document.get("properties");
    if (properties.isAbsent()) {
      return wrong("/properties", "a governance rule needs an object here");
    }
    if (properties.get("isDisabled") == BooleanValue.TRUE) {
      return Optional.empty();
    }
    Matcher time = TIMEFRAME.matcher(properties.get("remediationTimeframe").textOr(""));
    if (!time.matches()) {
      return wrong(
          "/properties/remediationTimeframe", "a time such as 7.00:00:00 (seven days) is needed");
    }
    Set<Severity> severities = new HashSet<>();
    Set<String> recommendations = new HashSet<>();
    for (Value set : items(properties.get("conditionSets"))) {
      for (Value condition : items(set.get("conditions"))) {
        if (!condition(condition, severities, recommendations)) {
          return wrong(
              "/properties/conditionSets",
              "only conditions on $.AssessmentKey and on the severity, with In or Equals, are"
                  + " known");
        }
      }
    }
    Value owner = properties.get("ownerSource");
    boolean byTag = owner.get("type").textOr("").equalsIgnoreCase("ByTag");
    String name = owner.get("value").textOr("");
    String id = document.get("id").textOr("");
    return Optional.of(
        new GovernanceRule(
            id.isEmpty() ? properties.get("displayName").textOr("") : id,
            scope(id),
            excluded(properties.get("excludedScopes")),
            severities,
            recommendations,
            byTag ? "" : name,
            byTag ? Optional.of(name) : Optional.empty(),
            timeframe(time),
            properties.get("isGracePeriod") == BooleanValue.TRUE));
  }

  private static ResourceId scope(String id) {
    int end = id.toLowerCase(Locale.ROOT).lastIndexOf(TYPE);
    return ResourceId.of(end > 0 ? id.substring(0, end) : "/");
  }

  private static List<ResourceId> excluded(Value scopes) {
    return items(scopes).stream()
        .map(one -> one.textOr(""))
        .filter(one -> !one.isBlank())
        .map(ResourceId::of)
        .toList();
  }

  private static Duration timeframe(Matcher time) {
    String days = Optional.ofNullable(time.group(1)).orElse("0");
    return Duration.ofDays(Long.parseLong(days))
        .plusHours(Long.parseLong(time.group(2)))
        .plusMinutes(Long.parseLong(time.group(3)))
        .plusSeconds(Long.parseLong(time.group(4)));
  }

  private static boolean condition(
      Value condition, Set<Severity> severities, Set<String> recommendations) {
    String property = condition.get("property").textOr("").toLowerCase(Locale.ROOT);
    String operator = condition.get("operator").textOr("").toLowerCase(Locale.ROOT);
    if (!operator.equals("in") && !operator.equals("equals")) {
      return false;
    }
    List<String> wanted = values(condition.get("value").textOr(""));
    if (property.endsWith("assessmentkey")) {
      wanted.forEach(key -> recommendations.add(key.toLowerCase(Locale.ROOT)));
      return true;
    }
    if (property.endsWith("severity")) {
      List<Severity> known = wanted.stream().flatMap(label -> Severity.of(label).stream()).toList();
      severities.addAll(known);
      return known.size() == wanted.size();
    }
    return false;
  }

  /** Azure writes a list as JSON within a text. */
  private static List<String> values(String text) {
    try {
      if (Json.parse(text) instanceof ArrayValue(List<Value> items)) {
        List<String> values = new ArrayList<>();
        for (Value item : items) {
          if (item instanceof StringValue(String value)) {
            values.add(value);
          }
        }
        return values;
      }
    } catch (JacksonException oneValueThen) {
      return List.of(text);
    }
    return List.of(text);
  }

  private static List<Value> items(Value value) {
    return value instanceof ArrayValue(List<Value> items) ? items : List.of();
  }

  private Optional<GovernanceRule> wrong(String pointer, String reason) {
    problems.accept(new PolicyProblem(source, pointer, reason + "; the rule is left out"));
    return Optional.empty();
  }
}
