package io.merlon.server.assessment;

import io.merlon.connect.file.DefinitionFiles;
import io.merlon.connect.file.GovernanceReader;
import io.merlon.content.MerlonContent;
import io.merlon.json.Json;
import io.merlon.model.IntegerValue;
import io.merlon.model.ObjectValue;
import io.merlon.policy.PolicyAssignment;
import io.merlon.policy.PolicyExemption;
import io.merlon.policy.PolicyLibrary;
import io.merlon.policy.PolicyPlan;
import io.merlon.policy.PolicyProblem;
import io.merlon.posture.GovernanceRule;
import io.merlon.posture.PostureContent;
import io.merlon.store.DocumentStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Where policy comes from: Merlon's own content, files given at the start, and what users wrote.
 */
public final class PolicySource {
  public static final String DEFINITIONS = "microsoft.authorization/policydefinitions";
  public static final String INITIATIVES = "microsoft.authorization/policysetdefinitions";
  public static final String ASSIGNMENTS = "microsoft.authorization/policyassignments";
  public static final String EXEMPTIONS = "microsoft.authorization/policyexemptions";
  public static final String GOVERNANCE_RULES = "microsoft.security/governancerules";

  private final MerlonContent content = MerlonContent.load();
  private final ObjectValue machineVulnerabilities = machineVulnerabilities();
  private final DefinitionFiles files;
  private final DocumentStore documents;
  private final AtomicReference<Optional<Compiled>> compiled =
      new AtomicReference<>(Optional.empty());

  /**
   * A source over these.
   *
   * @param folders folders of definitions, as {@code --definitions} names them
   */
  public PolicySource(List<String> folders, DocumentStore documents) {
    this.files = DefinitionFiles.read(folders);
    this.documents = documents;
  }

  /** The rule that shows what was found on machines, whatever else is assigned. */
  private static ObjectValue machineVulnerabilities() {
    try (InputStream in =
        Objects.requireNonNull(
            PolicySource.class.getResourceAsStream("machine-vulnerabilities.json"))) {
      return (ObjectValue) Json.parse(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that a pass needs of policy. */
  record Policy(
      PolicyLibrary library,
      PolicyPlan plan,
      PostureContent content,
      List<PolicyExemption> exemptions,
      List<GovernanceRule> governance,
      List<PolicyProblem> problems) {}

  /** Every definition and initiative that is known. */
  public PolicyLibrary library() {
    return library(stored(DEFINITIONS), stored(INITIATIVES));
  }

  private PolicyLibrary library(List<ObjectValue> definitions, List<ObjectValue> initiatives) {
    PolicyLibrary.Builder library = files.addTo(content.library());
    library.add(id(machineVulnerabilities), machineVulnerabilities);
    definitions.forEach(one -> library.add(id(one), one));
    initiatives.forEach(one -> library.add(id(one), one));
    return library.build();
  }

  private List<ObjectValue> stored(String type) {
    return documents.list(type, "/");
  }

  private static String id(ObjectValue document) {
    return document.get("id").textOr("");
  }

  /** What users wrote that a plan is made from. */
  private record Written(
      List<ObjectValue> definitions,
      List<ObjectValue> initiatives,
      List<ObjectValue> assignments) {}

  /** A plan, and what it was made from. */
  private record Compiled(
      Written written, PolicyLibrary library, PolicyPlan plan, List<PolicyProblem> problems) {}

  Policy load() {
    Written written = new Written(stored(DEFINITIONS), stored(INITIATIVES), stored(ASSIGNMENTS));
    Compiled current =
        compiled
            .get()
            .filter(one -> one.written().equals(written))
            .orElseGet(() -> compile(written));
    compiled.set(Optional.of(current));
    List<PolicyProblem> problems = new ArrayList<>(current.problems());
    List<PolicyExemption> exemptions = new ArrayList<>();
    for (ObjectValue document : stored(EXEMPTIONS)) {
      PolicyExemption.read(id(document), document, problems::add).ifPresent(exemptions::add);
    }
    List<GovernanceRule> governance = new ArrayList<>();
    stored(GOVERNANCE_RULES).stream()
        .sorted(Comparator.comparingLong(PolicySource::priority))
        .forEach(document ->
            GovernanceReader.read(id(document), document, problems::add)
                .ifPresent(governance::add));
    return new Policy(
        current.library(),
        current.plan(),
        content.postureContent(),
        exemptions,
        governance,
        problems);
  }

  /** Rules with the lowest number go first. */
  private static long priority(ObjectValue rule) {
    return rule.get("properties").get("rulePriority") instanceof IntegerValue(long number)
        ? number
        : Long.MAX_VALUE;
  }

  private Compiled compile(Written written) {
    PolicyLibrary library = library(written.definitions(), written.initiatives());
    List<PolicyProblem> problems = new ArrayList<>(library.problems());
    List<PolicyAssignment> assignments = new ArrayList<>();
    assignments.add(PolicyAssignment.ofDefaults(MerlonContent.usual(library).name()));
    assignments.add(PolicyAssignment.ofDefaults(machineVulnerabilities.get("name").textOr("")));
    for (ObjectValue document : written.assignments()) {
      PolicyAssignment.read(id(document), document, problems::add).ifPresent(assignments::add);
    }
    PolicyPlan plan = PolicyPlan.compile(library, files.aliases(), assignments);
    problems.addAll(plan.problems());
    return new Compiled(written, library, plan, List.copyOf(problems));
  }

  /**
   * What is wrong with a definition, an initiative or an assignment before it is stored; nothing
   * when it compiles.
   */
  public List<PolicyProblem> check(ObjectValue document, String type) {
    List<PolicyProblem> problems = new ArrayList<>();
    switch (type) {
      case ASSIGNMENTS ->
          PolicyAssignment.read(id(document), document, problems::add)
              .ifPresent(assignment ->
                  problems.addAll(
                      PolicyPlan.compile(library(), files.aliases(), List.of(assignment))
                          .problems()));
      case EXEMPTIONS -> PolicyExemption.read(id(document), document, problems::add);
      default ->
          problems.addAll(PolicyLibrary.builder().add(id(document), document).build().problems());
    }
    return problems;
  }
}
