package io.merlon.cli.assess;

import io.merlon.connect.file.DefinitionFiles;
import io.merlon.connect.file.DocumentFiles;
import io.merlon.content.MerlonContent;
import io.merlon.policy.PolicyAssignment;
import io.merlon.policy.PolicyInitiative;
import io.merlon.policy.PolicyLibrary;
import io.merlon.policy.PolicyProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Decides what is assigned: what was asked for; else the benchmark where the given definitions have
 * it, else all of them; else the Merlon baseline.
 *
 * @param assignments what is put to work
 * @param titles the same for people
 * @param asked whether the user named it, so that nobody has to be told
 */
record Assigned(List<PolicyAssignment> assignments, List<String> titles, boolean asked) {
  /** An initiative was asked for that is not there. */
  static final class UnknownInitiativeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownInitiativeException(String name) {
      super(
          "no initiative has the name, id or title '"
              + name
              + "'; name the folder that holds it with --definitions");
    }
  }

  static Assigned choose(
      PolicyLibrary library,
      DefinitionFiles given,
      PolicyOptions options,
      Consumer<PolicyProblem> problems) {
    List<PolicyAssignment> assignments = new ArrayList<>();
    List<String> titles = new ArrayList<>();
    for (String name : options.initiatives()) {
      PolicyInitiative initiative =
          library.initiative(name).orElseThrow(() -> new UnknownInitiativeException(name));
      assignments.add(PolicyAssignment.ofDefaults(initiative.name()));
      titles.add(initiative.displayName());
    }
    DocumentFiles<PolicyAssignment> files =
        DocumentFiles.read(options.assignments(), PolicyAssignment::read);
    files.problems().forEach(problems);
    for (PolicyAssignment assignment : files.items()) {
      assignments.add(assignment);
      titles.add(assignment.displayName());
    }
    return options.initiatives().isEmpty() && options.assignments().isEmpty()
        ? usual(library, given, !options.definitions().isEmpty())
        : new Assigned(assignments, titles, true);
  }

  private static Assigned usual(
      PolicyLibrary library, DefinitionFiles given, boolean definitionsGiven) {
    PolicyInitiative usual = MerlonContent.usual(library);
    if (!definitionsGiven || !usual.name().equals(MerlonContent.BASELINE)) {
      return new Assigned(
          List.of(PolicyAssignment.ofDefaults(usual.name())), List.of(usual.displayName()), false);
    }
    List<PolicyAssignment> all =
        given.definitions().stream()
            .filter(d -> d.parameters().stream().noneMatch(p -> p.defaultValue().isAbsent()))
            .map(d -> PolicyAssignment.ofDefaults(d.name()))
            .toList();
    return new Assigned(
        all, List.of("all " + all.size() + " definitions that need no parameter"), false);
  }
}
