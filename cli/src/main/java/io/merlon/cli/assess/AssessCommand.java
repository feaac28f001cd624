package io.merlon.cli.assess;

import io.merlon.cli.ExitCode;
import io.merlon.cli.Terminal;
import io.merlon.cli.assess.Assigned.UnknownInitiativeException;
import io.merlon.cli.definitions.LibraryCounts;
import io.merlon.cli.output.AssessmentOutput;
import io.merlon.cli.output.OutputFormat;
import io.merlon.cli.output.ProgressLine;
import io.merlon.connect.file.InputProblem;
import io.merlon.connect.file.ReadingProgress;
import io.merlon.connect.machine.MachineContext;
import io.merlon.connect.machine.MachineFacts;
import io.merlon.connect.machine.MachineInventory;
import io.merlon.model.Resource;
import io.merlon.model.Severity;
import io.merlon.policy.PolicyProblem;
import io.merlon.posture.PostureAssessor;
import io.merlon.posture.PostureReport;
import io.merlon.posture.PreviousAssessments;
import io.merlon.posture.WhatIf;
import io.merlon.report.Outcome;
import io.merlon.report.Tracking;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code merlon assess}: loads the rules, passes twice over the inventory, gives the report. */
@Command(
    name = "assess",
    description = {
      "Assess an inventory: secure score, recommendations, compliance.",
      "With nothing else: this machine, by the Merlon baseline."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 done, 1 findings at or above --fail-on, 2 usage, 3 some of the input could"
          + " not",
      "be used (the rest was assessed); of 1 and 3 it is 3.",
      "",
      "Examples:",
      "  az graph query -q resources --first 1000 | merlon assess --inventory -",
      "  merlon assess --inventory export/ --definitions azure-policy/ -o html --output-file"
          + " a.html",
      "  merlon assess --inventory export.jsonl.gz -o sarif --fail-on high > merlon.sarif"
    })
public final class AssessCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @ArgGroup(exclusive = false, heading = "%nWhat to assess:%n")
  private InventoryOptions what = new InventoryOptions();

  @ArgGroup(exclusive = false, heading = "%nBy what:%n")
  private PolicyOptions by = new PolicyOptions();

  @ArgGroup(exclusive = false, heading = "%nThe result:%n")
  private ReportOptions result = new ReportOptions();

  public AssessCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    Rules rules = rules(now);
    Optional<PreviousRun> previous =
        result.previous().isPresent()
            ? Optional.of(PreviousRun.read(result.previous().get()))
            : Optional.empty();
    PostureAssessor assessor =
        rules.assessor(
            previous.map(PreviousAssessments.class::cast).orElse(PreviousAssessments.NONE));
    try (Inventory inventory = new Inventory(what, System.in, machines(now));
        OutputStream target = target();
        AssessmentOutput output = result.format().open(target, coloured(), terminal.width(), now)) {
      pass("Reading", inventory, assessor::observe);
      Listing listing = new Listing(output.sink(), result.severity(), previous);
      pass("Assessing", inventory, resource -> assessor.assess(resource, listing));
      Outcome outcome = outcome(assessor.report(), rules, inventory, listing);
      output.finish(outcome);
      tell(outcome);
      return exitCode(outcome);
    }
  }

  private Rules rules(Instant now) {
    try {
      Rules rules = Rules.load(by, now);
      if (!rules.assigned().asked() && !isShown()) {
        terminal.say("assigned: " + String.join(", ", rules.assigned().titles()));
      }
      return rules;
    } catch (UnknownInitiativeException unknown) {
      throw new ParameterException(spec.commandLine(), String.valueOf(unknown.getMessage()));
    }
  }

  /** This machine; what could not be read of it is left out of the figures, and said. */
  private List<Resource> machines(Instant now) {
    if (!what.machine()) {
      return List.of();
    }
    MachineFacts facts = MachineInventory.read(Path.of("/"), MachineContext.at(now));
    if (!facts.notRead().isEmpty()) {
      terminal.say(
          facts.notRead().size()
              + " facts of this machine could not be read; rules that need them do not apply"
              + " (merlon machine show tells which)");
    }
    return List.of(facts.machine());
  }

  private OutputStream target() throws IOException {
    Optional<Path> file = result.file();
    return file.isPresent() ? Files.newOutputStream(file.get()) : new Unclosed(terminal.raw());
  }

  private boolean coloured() {
    return switch (result.colour()) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO -> result.file().isEmpty() && terminal.wantsColour();
    };
  }

  private void pass(String task, Inventory inventory, Consumer<Resource> consumer)
      throws InterruptedException {
    if (!result.progress() || !terminal.showsProgress() || inventory.totalBytes() == 0) {
      inventory.read(ReadingProgress.SILENT, consumer);
      return;
    }
    try (ProgressLine progress = new ProgressLine(terminal, task, inventory.totalBytes())) {
      inventory.read(progress, consumer);
    }
  }

  private Outcome outcome(PostureReport report, Rules rules, Inventory inventory, Listing listing) {
    List<String> problems = new ArrayList<>();
    rules.problems().stream().map(PolicyProblem::toString).forEach(problems::add);
    inventory.problems().kept().stream().map(InputProblem::toString).forEach(problems::add);
    LibraryCounts counts = LibraryCounts.of(rules.given());
    Optional<WhatIf> whatIf =
        result.whatIf().isEmpty()
            ? Optional.empty()
            : Optional.of(report.ifFixed(new HashSet<>(result.whatIf())));
    whatIf.ifPresent(fixed ->
        fixed
            .unknown()
            .forEach(name -> terminal.say("--what-if: no recommendation is called " + name)));
    return new Outcome(
        report,
        rules.assigned().titles(),
        inventory.sources(),
        counts.loaded(),
        counts.classed(),
        counts.failed(),
        problems,
        rules.problems().size() + inventory.problems().count(),
        whatIf,
        listing.change(),
        Tracking.NONE);
  }

  /** The table shows the problems itself; beside all other forms they go to standard error. */
  private void tell(Outcome outcome) {
    if (!isShown()) {
      outcome.problems().forEach(terminal::say);
      long unkept = outcome.problemCount() - outcome.problems().size();
      if (unkept > 0) {
        terminal.say("and " + unkept + " more problems");
      }
      terminal.say(Summary.line(outcome));
    }
  }

  private boolean isShown() {
    return result.format() == OutputFormat.TABLE && result.file().isEmpty();
  }

  private int exitCode(Outcome outcome) {
    if (outcome.problemCount() > 0) {
      return ExitCode.INPUT_ERRORS;
    }
    Optional<Severity> bar = result.failOn();
    boolean found =
        bar.isPresent()
            && outcome.report().recommendations().stream()
                .anyMatch(ranked ->
                    ranked.unhealthy() > 0
                        && ranked.recommendation().severity().compareTo(bar.get()) >= 0);
    return found ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }
}
