package io.merlon.estate;

import io.merlon.json.Json;
import io.merlon.model.ArrayValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What estates are made of: the kinds that a workload holds, in their order, the template of each,
 * and what can be wrong with them. Before them each workload has one place for what belongs to its
 * subscription: the subscription itself, then its plans, then role assignments.
 */
final class Blueprint {
  static final String SUBSCRIPTION = "subscription";
  static final String PRICING = "pricing";
  static final String ASSESSMENT = "update-assessment";
  private static final String ROLE_ASSIGNMENT = "role-assignment";

  private final List<String> kinds = new ArrayList<>();
  private final List<Integer> ordinals = new ArrayList<>();
  private final Map<String, Integer> starts = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<String, Template> templates = new HashMap<>();
  private final List<Weakness> weaknesses = new ArrayList<>();
  private final List<String> plans;
  private final Value controls;

  private Blueprint(Value source) {
    kinds.add(ROLE_ASSIGNMENT);
    ordinals.add(0);
    for (Value entry : items(source.get("workload"))) {
      String kind = entry.get("kind").textOr("");
      int count = entry.get("count") instanceof IntegerValue(long number) ? (int) number : 0;
      starts.put(kind, kinds.size());
      counts.put(kind, count);
      for (int i = 0; i < count; i++) {
        kinds.add(kind);
        ordinals.add(i);
      }
    }
    for (Value entry : items(source.get("weaknesses"))) {
      weaknesses.add(
          new Weakness(
              entry.get("weakness").textOr(""),
              entry.get("control").textOr(""),
              entry.get("kind").textOr(""),
              entry.get("shownBy").textOr("")));
    }
    plans = items(source.get("plans")).stream().map(plan -> plan.textOr("")).toList();
    controls = source.get("controls");
    List<String> all = new ArrayList<>(kinds);
    all.add(SUBSCRIPTION);
    all.add(PRICING);
    for (String kind : all) {
      templates.computeIfAbsent(kind, name -> Template.of(read("templates/" + name + ".json")));
    }
  }

  static Blueprint load() {
    return new Blueprint(read("blueprint.json"));
  }

  /** How many places a workload has. */
  int places() {
    return kinds.size();
  }

  /** The kind of resource at a place of a workload. */
  String kind(int place, Workload workload) {
    if (place > 0) {
      return kinds.get(place);
    }
    return workload.place() == 0
        ? SUBSCRIPTION
        : workload.place() <= plans.size() ? PRICING : ROLE_ASSIGNMENT;
  }

  /** The number of the resource at a place among those of its kind in the workload. */
  int ordinal(int place) {
    return ordinals.get(place);
  }

  /** The first place of a kind in every workload. */
  int start(String kind) {
    return starts.getOrDefault(kind, 0);
  }

  /** How many of a kind every workload has. */
  int count(String kind) {
    return counts.getOrDefault(kind, 0);
  }

  Template template(String kind) {
    Template template = templates.get(kind);
    if (template == null) {
      throw new IllegalStateException("there is no template for " + kind);
    }
    return template;
  }

  List<Weakness> weaknesses() {
    return weaknesses;
  }

  List<String> plans() {
    return plans;
  }

  /** The security controls, as the posture engine's content gives them. */
  Value controls() {
    return controls;
  }

  /** Whether a control counts in the score. */
  boolean givesPoints(String control) {
    return items(controls).stream()
        .filter(each -> each.get("id").textOr("").equals(control))
        .anyMatch(each -> each.get("maxScore") instanceof IntegerValue(long max) && max > 0);
  }

  static List<Value> items(Value value) {
    return value instanceof ArrayValue(List<Value> items) ? items : List.of();
  }

  /** A JSON document that lies beside this class. */
  static Value read(String name) {
    try (InputStream input = Blueprint.class.getResourceAsStream(name)) {
      if (input == null) {
        throw new IllegalStateException("the module lacks its resource " + name);
      }
      return Json.parse(input.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
