package io.merlon.cli.assess;

import io.merlon.connect.file.DefinitionFiles;
import io.merlon.connect.file.DocumentFiles;
import io.merlon.connect.file.GovernanceReader;
import io.merlon.content.MerlonContent;
import io.merlon.policy.AliasTable;
import io.merlon.policy.PolicyExemption;
import io.merlon.policy.PolicyLibrary;
import io.merlon.policy.PolicyPlan;
import io.merlon.policy.PolicyProblem;
import io.merlon.posture.Attestation;
import io.merlon.posture.GovernanceRule;
import io.merlon.posture.PostureAssessor;
import io.merlon.posture.PostureContent;
import io.merlon.posture.PreviousAssessments;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What an inventory is assessed by: definitions, what is assigned of them, and exceptions. */
final class Rules {
  private final PolicyLibrary given;
  private final Assigned assigned;
  private final PostureAssessor.Builder assessor;
  private final List<PolicyProblem> problems = new ArrayList<>();

  private Rules(PolicyOptions options, Instant now) {
    MerlonContent content = MerlonContent.load();
    DefinitionFiles files = DefinitionFiles.read(options.definitions());
    PolicyLibrary library = files.addTo(content.library()).build();
    problems.addAll(library.problems());
    given = options.definitions().isEmpty() ? library : files.library();
    assigned = Assigned.choose(library, files, options, problems::add);
    PolicyPlan plan = PolicyPlan.compile(library, aliases(options, files), assigned.assignments());
    problems.addAll(plan.problems());
    PostureContent posture = content.postureContent();
    problems.addAll(posture.problems());
    DocumentFiles<PolicyExemption> exemptions =
        DocumentFiles.read(options.exemptions(), PolicyExemption::read);
    problems.addAll(exemptions.problems());
    DocumentFiles<Attestation> attestations =
        DocumentFiles.read(options.attestations(), Attestation::read);
    problems.addAll(attestations.problems());
    DocumentFiles<GovernanceRule> governance =
        DocumentFiles.read(options.governance(), GovernanceReader::read);
    problems.addAll(governance.problems());
    assessor =
        PostureAssessor.builder(plan, posture, now)
            .exemptions(exemptions.items())
            .attestations(attestations.items())
            .governance(governance.items());
  }

  /** Loads all that the options name. What is wrong with some of it is among the problems. */
  static Rules load(PolicyOptions options, Instant now) {
    return new Rules(options, now);
  }

  private AliasTable aliases(PolicyOptions options, DefinitionFiles files) {
    if (options.aliases().isEmpty()) {
      return files.aliases();
    }
    DefinitionFiles chosen = DefinitionFiles.read(options.aliases());
    problems.addAll(chosen.problems());
    return chosen.aliases();
  }

  PostureAssessor assessor(PreviousAssessments previous) {
    PostureAssessor made = assessor.previous(previous).build();
    problems.addAll(made.problems());
    return made;
  }

  /** The definitions and initiatives that the user gave; without any, Merlon's own. */
  PolicyLibrary given() {
    return given;
  }

  Assigned assigned() {
    return assigned;
  }

  List<PolicyProblem> problems() {
    return List.copyOf(problems);
  }
}
