package io.merlon.cli.assess;

import io.merlon.connect.file.DocumentFiles;
import io.merlon.content.MerlonContent;
import io.merlon.policy.PolicyAssignment;
import io.merlon.policy.PolicyDefinition;
import io.merlon.policy.PolicyInitiative;
import io.merlon.policy.PolicyLibrary;
import io.merlon.policy.PolicyProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Decides what is assigned: what was asked for; else the benchmark where the given definitions have
 * it, else all of them; else the Merlon baseline.
 */
record Assigned(List<PolicyAssignment> assignments, List<String> titles) {
  private static final String BENCHMARK = "Microsoft cloud security benchmark";

  static Assigned choose(
      PolicyLibrary library,
      List<String> initiatives,
      List<String> assignmentFiles,
      boolean definitionsGiven,
      Consumer<PolicyProblem> problems) {
    List<PolicyAssignment> assignments = new ArrayList<>();
    List<String> titles = new ArrayList<>();
    for (String name : initiatives) {
      Optional<PolicyInitiative> initiative = library.initiative(name);
      if (initiative.isEmpty()) {
        problems.accept(
            new PolicyProblem(
                "--initiative",
                "",
                "no initiative is called '" + name + "'; add its folder with --definitions"));
        continue;
      }
      assignments.add(PolicyAssignment.ofDefaults(initiative.get().name()));
      titles.add(initiative.get().displayName());
    }
    DocumentFiles<PolicyAssignment> files =
        DocumentFiles.read(assignmentFiles, PolicyAssignment::read);
    files.problems().forEach(problems);
    for (PolicyAssignment assignment : files.items()) {
      assignments.add(assignment);
      titles.add(assignment.displayName());
    }
    if (!initiatives.isEmpty() || !assignmentFiles.isEmpty()) {
      return new Assigned(assignments, titles);
    }
    Optional<PolicyInitiative> usual =
        definitionsGiven
            ? library.initiative(BENCHMARK)
            : library.initiative(MerlonContent.BASELINE);
    if (usual.isPresent()) {
      return new Assigned(
          List.of(PolicyAssignment.ofDefaults(usual.get().name())),
          List.of(usual.get().displayName()));
    }
    for (PolicyDefinition definition : library.definitions()) {
      boolean runs = definition.parameters().stream().noneMatch(p -> p.defaultValue().isAbsent());
      if (runs) {
        assignments.add(PolicyAssignment.ofDefaults(definition.name()));
      }
    }
    return new Assigned(
        assignments, List.of("all " + assignments.size() + " definitions that need no parameter"));
  }
}
