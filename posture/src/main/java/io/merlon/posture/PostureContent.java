package io.merlon.posture;

import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import io.merlon.policy.PolicyDefinition;
import io.merlon.policy.PolicyProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The security controls, and what is said of definitions beyond their rules. Immutable.
 *
 * <p>What is said of a definition comes from a recommendations document (for definitions of
 * others), else from the definition's own {@code metadata.merlon}, else it is derived: medium
 * severity, the definition's description, in no control.
 */
public final class PostureContent {
  /** No controls and nothing said. */
  public static final PostureContent EMPTY = builder().build();

  private final Map<String, SecurityControl> controls;
  private final Map<String, RecommendationContent> recommendations;
  private final List<PolicyProblem> problems;

  private PostureContent(
      Map<String, SecurityControl> controls,
      Map<String, RecommendationContent> recommendations,
      List<PolicyProblem> problems) {
    this.controls = controls;
    this.recommendations = recommendations;
    this.problems = problems;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** All controls in the order they were given. */
  public List<SecurityControl> controls() {
    return List.copyOf(controls.values());
  }

  /** The control with this id, in any case. */
  public Optional<SecurityControl> control(String id) {
    return Optional.ofNullable(controls.get(fold(id)));
  }

  /** What is said of the definitions of others, by the definition's name in lower case. */
  public Map<String, RecommendationContent> recommendations() {
    return Map.copyOf(recommendations);
  }

  /** What was wrong with the documents; the rest of them was taken. */
  public List<PolicyProblem> problems() {
    return List.copyOf(problems);
  }

  /**
   * What is said of this definition.
   *
   * @param problems takes what is wrong in the definition's own {@code metadata.merlon}
   */
  public RecommendationContent contentOf(
      PolicyDefinition definition, Consumer<PolicyProblem> problems) {
    RecommendationContent given = recommendations.get(fold(definition.name()));
    if (given != null) {
      return given.why().isEmpty() ? given.withWhy(definition.description()) : given;
    }
    ContentReader reader = new ContentReader(definition.name(), problems);
    String pointer = "/properties/metadata/merlon";
    Value own = definition.metadata().get("merlon");
    if (!own.isNullOrAbsent() && !(own instanceof ObjectValue)) {
      reader.problem(pointer, "an object is expected here");
    }
    RecommendationContent content =
        reader.recommendation(
            own instanceof ObjectValue object ? object : ObjectValue.EMPTY,
            pointer,
            definition.name(),
            definition.description());
    content.controlId().ifPresent(id -> requireControl(id, controls, reader, pointer));
    return content;
  }

  private static void requireControl(
      String id, Map<String, SecurityControl> controls, ContentReader reader, String pointer) {
    if (!controls.containsKey(fold(id))) {
      reader.problem(
          pointer + "/control",
          "there is no security control \""
              + id
              + "\"; it counts in no control. Known: "
              + String.join(", ", controls.keySet()));
    }
  }

  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Gathers documents in any order; for one thread. */
  public static final class Builder {
    private record Document(String source, Value value) {}

    private final List<Document> controlDocuments = new ArrayList<>();
    private final List<Document> recommendationDocuments = new ArrayList<>();

    private Builder() {}

    /** Adds a document {@code {"controls": [{id, displayName, description, maxScore}]}}. */
    public Builder addControls(String source, Value document) {
      controlDocuments.add(new Document(source, document));
      return this;
    }

    /**
     * Adds a document {@code {"recommendations": [{definition, severity, control, why, remediation,
     * quickFix, tactics, techniques, freshness}]}}.
     */
    public Builder addRecommendations(String source, Value document) {
      recommendationDocuments.add(new Document(source, document));
      return this;
    }

    /** Reads it all; what is wrong is among the content's problems. */
    public PostureContent build() {
      List<PolicyProblem> problems = new ArrayList<>();
      Map<String, SecurityControl> controls = new LinkedHashMap<>();
      for (Document document : controlDocuments) {
        readControls(document, controls, problems);
      }
      Map<String, RecommendationContent> recommendations = new HashMap<>();
      for (Document document : recommendationDocuments) {
        readRecommendations(document, controls, recommendations, problems);
      }
      return new PostureContent(controls, recommendations, problems);
    }

    private static void readControls(
        Document document, Map<String, SecurityControl> controls, List<PolicyProblem> problems) {
      ContentReader reader = new ContentReader(document.source, problems::add);
      for (ContentReader.Entry entry : reader.objects(document.value, "controls")) {
        Optional<SecurityControl> control = reader.control(entry.object(), entry.pointer());
        if (control.isPresent()
            && controls.putIfAbsent(fold(control.get().id()), control.get()) != null) {
          reader.problem(
              entry.pointer() + "/id",
              "the control \"" + control.get().id() + "\" is there already; this one is left out");
        }
      }
    }

    private static void readRecommendations(
        Document document,
        Map<String, SecurityControl> controls,
        Map<String, RecommendationContent> recommendations,
        List<PolicyProblem> problems) {
      ContentReader reader = new ContentReader(document.source, problems::add);
      for (ContentReader.Entry entry : reader.objects(document.value, "recommendations")) {
        String pointer = entry.pointer();
        String name = reader.required(entry.object(), "definition", pointer);
        if (name.isEmpty()) {
          continue;
        }
        RecommendationContent content = reader.recommendation(entry.object(), pointer, name, "");
        content.controlId().ifPresent(id -> requireControl(id, controls, reader, pointer));
        if (recommendations.putIfAbsent(fold(name), content) != null) {
          reader.problem(
              pointer + "/definition",
              "the definition " + name + " is there already; this one is left out");
        }
      }
    }
  }
}
