package io.merlon.cli.assess;

import io.merlon.cli.ExitCode;
import io.merlon.cli.Terminal;
import io.merlon.cli.output.AssessmentOutput;
import io.merlon.cli.output.Outcome;
import io.merlon.cli.output.OutputFormat;
import io.merlon.connect.file.DefinitionFiles;
import io.merlon.connect.file.DocumentFiles;
import io.merlon.connect.file.InventoryFiles;
import io.merlon.connect.file.InventoryLimits;
import io.merlon.content.MerlonContent;
import io.merlon.model.Severity;
import io.merlon.policy.AliasTable;
import io.merlon.policy.PolicyExemption;
import io.merlon.policy.PolicyLibrary;
import io.merlon.policy.PolicyPlan;
import io.merlon.policy.PolicyProblem;
import io.merlon.posture.Attestation;
import io.merlon.posture.PostureAssessor;
import io.merlon.posture.PostureContent;
import io.merlon.posture.PostureReport;
import io.merlon.posture.Score;
import io.merlon.posture.WhatIf;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code merlon assess}. */
@Command(
    name = "assess",
    description = "Assess an inventory: secure score, recommendations, compliance.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class AssessCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = "--inventory",
      paramLabel = "PATH",
      description =
          "Resources to assess: a file or folder of ARM JSON in any form that az writes, or - for standard input. Repeatable.")
  private List<String> inventories = List.of();

  @Option(
      names = "--definitions",
      paramLabel = "DIR",
      description = "Policy definitions and initiatives beside Merlon's own. Repeatable.")
  private List<String> definitions = List.of();

  @Option(
      names = "--initiative",
      paramLabel = "NAME",
      description =
          "The initiative to assign: its name, id or title. Repeatable. Default: the Microsoft cloud security benchmark where --definitions holds it, else the Merlon baseline.")
  private List<String> initiatives = List.of();

  @Option(
      names = "--assignment",
      paramLabel = "FILE",
      description = "Policy assignments, with scopes and parameters.")
  private List<String> assignment = List.of();

  @Option(names = "--exemptions", paramLabel = "FILE", description = "Policy exemptions.")
  private List<String> exemptions = List.of();

  @Option(
      names = "--attestations",
      paramLabel = "FILE",
      description = "Attestations of manual requirements.")
  private List<String> attestations = List.of();

  @Option(
      names = "--aliases",
      paramLabel = "FILE",
      description = "The alias table. Default: aliases.json[.gz] beside the definitions.")
  private List<String> aliases = List.of();

  @Option(
      names = {"-o", "--output"},
      defaultValue = "TABLE",
      paramLabel = "FORMAT",
      description = "table, json, jsonl, csv, sarif, ocsf or html. Default: table.")
  private OutputFormat format = OutputFormat.TABLE;

  @Option(names = "--output-file", paramLabel = "FILE", description = "Write the result there.")
  private Optional<Path> outputFile = Optional.empty();

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description = "Exit with 1 when a resource is unhealthy at this severity or above.")
  private Optional<Severity> failOn = Optional.empty();

  @Option(
      names = "--what-if",
      split = ",",
      paramLabel = "NAME",
      description = "Also give the score if these recommendations were fixed.")
  private List<String> whatIf = List.of();

  @Option(names = "--no-progress", description = "Draw no progress bar.")
  private boolean quiet;

  public AssessCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Instant now = Instant.now();
    MerlonContent content = MerlonContent.load();
    DefinitionFiles files = DefinitionFiles.read(definitions);
    PolicyLibrary library = library(content, files);
    List<PolicyProblem> problems = new ArrayList<>(library.problems());
    AliasTable table =
        aliases.isEmpty() ? files.aliases() : DefinitionFiles.read(aliases).aliases();
    Assigned assigned =
        Assigned.choose(library, initiatives, assignment, !definitions.isEmpty(), problems::add);
    PolicyPlan plan = PolicyPlan.compile(library, table, assigned.assignments());
    problems.addAll(plan.problems());
    PostureAssessor assessor = assessor(plan, content, now, problems);
    try (InventoryFiles inventory =
            InventoryFiles.open(inventories, System.in, InventoryLimits.USUAL);
        OutputStream target = target();
        AssessmentOutput output = format.open(target, coloured(), now)) {
      observe(assessor, inventory);
      assess(assessor, inventory, output);
      PostureReport report = assessor.report();
      Outcome outcome = outcome(report, library, assigned, inventory, problems);
      output.finish(outcome);
      tellProblems(outcome);
      return exitCode(report, outcome);
    }
  }

  private static PolicyLibrary library(MerlonContent content, DefinitionFiles files) {
    PolicyLibrary.Builder library = PolicyLibrary.builder();
    content.definitions().forEach(own -> library.add(own.source(), own.document()));
    content.initiatives().forEach(own -> library.add(own.source(), own.document()));
    return files.addTo(library).build();
  }

  private PostureAssessor assessor(
      PolicyPlan plan, MerlonContent content, Instant now, List<PolicyProblem> problems) {
    PostureContent.Builder posture = PostureContent.builder();
    posture.addControls(content.controls().source(), content.controls().document());
    content.recommendations().forEach(d -> posture.addRecommendations(d.source(), d.document()));
    PostureContent built = posture.build();
    problems.addAll(built.problems());
    DocumentFiles<PolicyExemption> exempt = DocumentFiles.read(exemptions, PolicyExemption::read);
    problems.addAll(exempt.problems());
    DocumentFiles<Attestation> attested = DocumentFiles.read(attestations, Attestation::read);
    problems.addAll(attested.problems());
    return PostureAssessor.builder(plan, built, now)
        .exemptions(exempt.items())
        .attestations(attested.items())
        .build();
  }

  private OutputStream target() throws IOException {
    return outputFile.isPresent()
        ? Files.newOutputStream(outputFile.get())
        : new Unclosed(terminal.out());
  }

  private boolean coloured() {
    return outputFile.isEmpty() && terminal.wantsColour();
  }

  private void observe(PostureAssessor assessor, InventoryFiles inventory)
      throws InterruptedException {
    try (ProgressLine progress =
        new ProgressLine(terminal, !quiet, "Reading  ", inventory.totalBytes())) {
      inventory.read(progress, assessor::observe);
    }
  }

  private void assess(PostureAssessor assessor, InventoryFiles inventory, AssessmentOutput output)
      throws InterruptedException {
    try (ProgressLine progress =
        new ProgressLine(terminal, !quiet, "Assessing", inventory.totalBytes())) {
      inventory.read(progress, resource -> assessor.assess(resource, output.sink()));
    }
  }

  private Outcome outcome(
      PostureReport report,
      PolicyLibrary library,
      Assigned assigned,
      InventoryFiles inventory,
      List<PolicyProblem> problems) {
    List<String> lines = new ArrayList<>(problems.stream().map(PolicyProblem::toString).toList());
    inventory.problems().kept().forEach(problem -> lines.add(problem.toString()));
    long classed = library.definitions().stream().filter(d -> d.notEvaluable().isPresent()).count();
    long all = (long) library.definitions().size() + library.initiatives().size();
    long failed = problems.stream().map(PolicyProblem::source).distinct().count();
    List<Score> scores = new ArrayList<>();
    if (!whatIf.isEmpty()) {
      WhatIf fixed = report.ifFixed(new HashSet<>(whatIf));
      scores.add(fixed.score());
      fixed
          .unknown()
          .forEach(name -> terminal.say("--what-if: no recommendation is called " + name));
    }
    return new Outcome(
        report,
        assigned.titles(),
        inventories,
        all - classed,
        classed,
        failed,
        lines,
        problems.size() + inventory.problems().count(),
        scores);
  }

  private void tellProblems(Outcome outcome) {
    if (format != OutputFormat.TABLE) {
      outcome.problems().forEach(problem -> terminal.say(Terminal.plain(problem)));
    }
  }

  private int exitCode(PostureReport report, Outcome outcome) {
    if (outcome.problemCount() > 0) {
      return ExitCode.INPUT_ERRORS;
    }
    boolean found =
        failOn.isPresent()
            && report.recommendations().stream()
                .anyMatch(r ->
                    r.unhealthy() > 0
                        && r.recommendation().severity().compareTo(failOn.get()) >= 0);
    return found ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }
}
