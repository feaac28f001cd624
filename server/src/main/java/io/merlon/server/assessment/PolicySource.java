package io.merlon.server.assessment;

import io.merlon.connect.file.DefinitionFiles;
import io.merlon.content.MerlonContent;
import io.merlon.model.ObjectValue;
import io.merlon.policy.PolicyAssignment;
import io.merlon.policy.PolicyExemption;
import io.merlon.policy.PolicyLibrary;
import io.merlon.policy.PolicyPlan;
import io.merlon.policy.PolicyProblem;
import io.merlon.posture.PostureContent;
import io.merlon.store.DocumentStore;
import java.util.ArrayList;
import java.util.List;

/**
 * Where policy comes from: Merlon's own content, files given at the start, and what users wrote.
 */
public final class PolicySource {
  public static final String DEFINITIONS = "microsoft.authorization/policydefinitions";
  public static final String INITIATIVES = "microsoft.authorization/policysetdefinitions";
  public static final String ASSIGNMENTS = "microsoft.authorization/policyassignments";
  public static final String EXEMPTIONS = "microsoft.authorization/policyexemptions";

  private final MerlonContent content = MerlonContent.load();
  private final DefinitionFiles files;
  private final DocumentStore documents;

  /**
   * A source over these.
   *
   * @param folders folders of definitions, as {@code --definitions} names them
   */
  public PolicySource(List<String> folders, DocumentStore documents) {
    this.files = DefinitionFiles.read(folders);
    this.documents = documents;
  }

  /** All that a pass needs of policy. */
  record Policy(
      PolicyLibrary library,
      PolicyPlan plan,
      PostureContent content,
      List<PolicyExemption> exemptions,
      List<PolicyProblem> problems) {}

  /** Every definition and initiative that is known. */
  public PolicyLibrary library() {
    PolicyLibrary.Builder library = files.addTo(content.library());
    stored(DEFINITIONS).forEach(one -> library.add(id(one), one));
    stored(INITIATIVES).forEach(one -> library.add(id(one), one));
    return library.build();
  }

  private List<ObjectValue> stored(String type) {
    return documents.list(type, "/");
  }

  private static String id(ObjectValue document) {
    return document.get("id").textOr("");
  }

  Policy load() {
    PolicyLibrary library = library();
    List<PolicyProblem> problems = new ArrayList<>(library.problems());
    List<PolicyAssignment> assignments = new ArrayList<>();
    assignments.add(PolicyAssignment.ofDefaults(MerlonContent.usual(library).name()));
    for (ObjectValue document : stored(ASSIGNMENTS)) {
      PolicyAssignment.read(id(document), document, problems::add).ifPresent(assignments::add);
    }
    List<PolicyExemption> exemptions = new ArrayList<>();
    for (ObjectValue document : stored(EXEMPTIONS)) {
      PolicyExemption.read(id(document), document, problems::add).ifPresent(exemptions::add);
    }
    PolicyPlan plan = PolicyPlan.compile(library, files.aliases(), assignments);
    problems.addAll(plan.problems());
    return new Policy(library, plan, content.postureContent(), exemptions, problems);
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
