package io.merlon.server.export;

import io.merlon.model.BooleanValue;
import io.merlon.model.ResourceId;
import io.merlon.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is exported to where, as {@code Microsoft.Security/automations} has it.
 *
 * @param id its ARM id
 * @param enabled whether it runs
 * @param scopes what it is about; nothing lies outside of them
 * @param sources what it wants
 * @param actions where that goes
 */
record Automation(
    String id,
    boolean enabled,
    List<ResourceId> scopes,
    List<Source> sources,
    List<Action> actions) {
  Automation {
    scopes = List.copyOf(scopes);
    sources = List.copyOf(sources);
    actions = List.copyOf(actions);
  }

  /**
   * A kind of event.
   *
   * @param name {@code Assessments}, {@code AssessmentsSnapshot}, {@code SecureScores} and so on
   * @param sets one of them has to hold, where there are any
   */
  record Source(String name, List<RuleSet> sets) {
    Source {
      sets = List.copyOf(sets);
    }
  }

  /**
   * A receiver.
   *
   * @param type {@code Webhook} and {@code File} are Merlon's own; a {@code LogicApp} with an
   *     address is called like a web hook
   * @param address of a web hook
   * @param name of a file, or of the secret that a web hook shares
   */
  record Action(String type, String address, String name) {}

  static Automation read(Value document) {
    Value properties = document.get("properties");
    String id = document.get("id").textOr("");
    List<ResourceId> scopes = new ArrayList<>();
    for (Value scope : RuleSet.items(properties.get("scopes"))) {
      scopes.add(ResourceId.of(scope.get("scopePath").textOr("")));
    }
    List<Source> sources = new ArrayList<>();
    for (Value source : RuleSet.items(properties.get("sources"))) {
      sources.add(
          new Source(
              source.get("eventSource").textOr(""),
              RuleSet.items(source.get("ruleSets")).stream().map(RuleSet::read).toList()));
    }
    List<Action> actions = new ArrayList<>();
    for (Value action : RuleSet.items(properties.get("actions"))) {
      actions.add(
          new Action(
              action.get("actionType").textOr("").toLowerCase(Locale.ROOT),
              action.get("uri").textOr(""),
              action.get("fileName").textOr(action.get("secretName").textOr(""))));
    }
    return new Automation(
        id, properties.get("isEnabled") != BooleanValue.FALSE, scopes, sources, actions);
  }

  Optional<Source> source(String name) {
    return sources.stream().filter(one -> one.name().equalsIgnoreCase(name)).findFirst();
  }

  /** Whether it wants this event of this kind. */
  boolean wants(String source, ResourceId about, Value document) {
    return (scopes.isEmpty() || scopes.stream().anyMatch(about::isWithin))
        && source(source)
            .filter(one ->
                one.sets().isEmpty() || one.sets().stream().anyMatch(set -> set.holds(document)))
            .isPresent();
  }
}
