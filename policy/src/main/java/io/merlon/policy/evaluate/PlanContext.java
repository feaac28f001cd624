package io.merlon.policy.evaluate;

import io.merlon.model.AbsentValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.ResourceId;
import io.merlon.model.ResourceType;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.policy.AliasTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is fixed while one policy is planned for one resource type. For one thread. */
public final class PlanContext {
  private static final Set<String> OWN_FIELDS =
      Set.of("type", "name", "kind", "location", "id", "identity.type", "tags", "fullname");

  private final ResourceType type;
  private final ObjectValue parameters;
  private final Value policy;
  private final AliasTable aliases;
  private final SharedLeaves shared;
  private final Read.Subject functionSubject;
  private final Set<String> applicabilityFields;
  private final Map<String, List<FieldPath>> paths = new HashMap<>();
  private final Evaluation nothing;
  private boolean asksEvaluated;

  private PlanContext(
      ResourceType type,
      ObjectValue parameters,
      Value policy,
      AliasTable aliases,
      SharedLeaves shared,
      Read.Subject functionSubject,
      Set<String> applicabilityFields) {
    this.type = type;
    this.parameters = parameters;
    this.policy = policy;
    this.aliases = aliases;
    this.shared = shared;
    this.functionSubject = functionSubject;
    this.applicabilityFields = applicabilityFields;
    this.nothing = Evaluation.ofNothing();
  }

  /**
   * The context for a rule's {@code if}.
   *
   * @param type the type that is planned for
   * @param parameters name to value
   * @param policy the answer of {@code policy()}
   */
  public static PlanContext ofRule(
      ResourceType type,
      ObjectValue parameters,
      Value policy,
      AliasTable aliases,
      SharedLeaves shared) {
    return new PlanContext(
        type,
        parameters,
        policy,
        aliases,
        shared,
        Read.Subject.DOCUMENT,
        Set.of("type", "name", "kind"));
  }

  /** The same for an existence condition, in which field() means the evaluated resource. */
  public PlanContext ofExistence(ResourceType relatedType, SharedLeaves relatedShared) {
    return new PlanContext(
        relatedType, parameters, policy, aliases, relatedShared, Read.Subject.EVALUATED, Set.of());
  }

  /** The same with other fields deciding whether the policy applies at all. */
  public PlanContext decidedBy(Set<String> fields) {
    return new PlanContext(
        type, parameters, policy, aliases, shared, functionSubject, Set.copyOf(fields));
  }

  ResourceType type() {
    return type;
  }

  /** The value of a parameter; absent where there is none of this name. */
  public Value parameter(String name) {
    return parameters.get(name);
  }

  /** Whether anything planned so far asks the evaluated resource beside the related one. */
  public boolean asksEvaluated() {
    return asksEvaluated;
  }

  void noteEvaluatedAsked() {
    asksEvaluated |= functionSubject == Read.Subject.EVALUATED;
  }

  ObjectValue parameters() {
    return parameters;
  }

  Value policy() {
    return policy;
  }

  Read.Subject functionSubject() {
    return functionSubject;
  }

  Evaluation nothing() {
    return nothing;
  }

  Test shared(Test test) {
    return shared.share(type, test);
  }

  boolean decidesApplicability(String field) {
    return applicabilityFields.contains(field.toLowerCase(Locale.ROOT));
  }

  /** Whether the alias is one of this type's own. */
  boolean isOfType(String alias) {
    return alias.length() > type.text().length()
        && alias.charAt(type.text().length()) == '/'
        && alias.regionMatches(true, 0, type.text(), 0, type.text().length());
  }

  String noteOn(String field) {
    return isAlias(field) && aliases.find(field, type).isEmpty()
        ? "alias not in the table; its path was walked"
        : "";
  }

  private static boolean isAlias(String field) {
    return field.indexOf('/') > 0 && !field.regionMatches(true, 0, "tags", 0, 4);
  }

  /** The paths of a field, the most likely first; none when it cannot be in this type. */
  List<FieldPath> pathsOf(String field) {
    return paths.computeIfAbsent(field.toLowerCase(Locale.ROOT), lower -> resolve(field, lower));
  }

  private List<FieldPath> resolve(String field, String lower) {
    if (OWN_FIELDS.contains(lower)) {
      return List.of(FieldPath.strict(lower));
    }
    if (lower.startsWith("tags.")) {
      return List.of(FieldPath.ofNames("tags", field.substring(5)));
    }
    if (lower.startsWith("tags[") && lower.endsWith("]") && !lower.equals("tags[*]")) {
      String name = field.substring(5, field.length() - 1);
      return List.of(FieldPath.ofNames("tags", FieldPath.unquoted(name)));
    }
    if (!isAlias(field)) {
      return List.of(FieldPath.strict(field));
    }
    Optional<AliasTable.Alias> known = aliases.find(field, type);
    if (known.isPresent()) {
      FieldPath path = FieldPath.strict(known.get().path());
      String below = isOfType(field) ? field.substring(type.text().length() + 1) : "";
      // An alias of a child, on the parent: some exports hold the child's properties there.
      return below.indexOf('/') > 0
          ? List.of(path, FieldPath.walked(below.substring(below.lastIndexOf('/') + 1)))
          : List.of(path);
    }
    List<FieldPath> choices = new ArrayList<>();
    pathBelowType(field).ifPresent(path -> choices.add(FieldPath.walked(path)));
    choices.add(FieldPath.strict(field));
    return choices;
  }

  /** The part of an alias that comes after the type, also where it names only the type's end. */
  private Optional<String> pathBelowType(String alias) {
    if (isOfType(alias)) {
      return Optional.of(alias.substring(type.text().length() + 1));
    }
    int namespace = alias.indexOf('/');
    String last = type.text().substring(type.text().lastIndexOf('/') + 1);
    if (type.text().regionMatches(true, 0, alias, 0, namespace + 1)
        && alias.regionMatches(true, namespace + 1, last, 0, last.length())
        && alias.length() > namespace + 1 + last.length()
        && "./".indexOf(alias.charAt(namespace + 1 + last.length())) >= 0) {
      return Optional.of(alias.substring(namespace + 2 + last.length()));
    }
    return Optional.empty();
  }

  /** The paths of an alias for some API versions, by version in lower case. */
  Map<String, FieldPath> versionedPathsOf(String field) {
    Map<String, FieldPath> byVersion = new HashMap<>();
    if (isAlias(field)) {
      for (AliasTable.VersionedPath version :
          aliases.find(field, type).map(AliasTable.Alias::versions).orElse(List.of())) {
        FieldPath path = FieldPath.strict(version.path());
        version.apiVersions().forEach(v -> byVersion.put(v, path));
      }
    }
    return byVersion;
  }

  /** All paths that a field may have in this type. */
  List<FieldPath> allPathsOf(String field) {
    List<FieldPath> all = new ArrayList<>(pathsOf(field));
    versionedPathsOf(field).values().stream().filter(path -> !all.contains(path)).forEach(all::add);
    return List.copyOf(all);
  }

  Read fullName() {
    return new Read.FirstPresent(
        List.of(
            new Read.Field(FieldPath.strict("fullName"), Read.Subject.DOCUMENT),
            new Read.OfEvaluation(PlanContext::fullName)));
  }

  private static Value fullName(Evaluation evaluation) {
    Value name = evaluation.document().get("name");
    if (!(evaluation.document().get("id") instanceof StringValue(String id))
        || name.textOr("").indexOf('/') >= 0) {
      return name;
    }
    StringBuilder full = new StringBuilder();
    ResourceId at = ResourceId.of(id);
    Optional<ResourceType> type = at.type();
    int levels = type.map(t -> (int) t.text().chars().filter(c -> c == '/').count()).orElse(1);
    for (int i = 0; i < levels; i++) {
      full.insert(0, (i == levels - 1 ? "" : "/") + at.lastSegment());
      Optional<ResourceId> parent = at.parent();
      if (parent.isEmpty()) {
        break;
      }
      at = parent.get();
    }
    return new StringValue(full.toString());
  }

  /** Where nothing is being evaluated: constants are folded in it. */
  enum NoSurroundings implements Surroundings {
    INSTANCE;

    @Override
    public String utcNow() {
      throw new EvaluationFailure("utcNow() is not constant");
    }

    @Override
    public ObjectValue requestContext() {
      return ObjectValue.EMPTY;
    }

    @Override
    public Value subscriptionOf(ObjectValue resource) {
      return AbsentValue.ABSENT;
    }

    @Override
    public Value resourceGroupOf(ObjectValue resource) {
      return AbsentValue.ABSENT;
    }
  }
}
