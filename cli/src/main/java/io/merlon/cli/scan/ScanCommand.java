package io.merlon.cli.scan;

import io.merlon.cli.ExitCode;
import io.merlon.cli.Terminal;
import io.merlon.cli.advisories.AdvisoriesCommand;
import io.merlon.cli.client.InventorySender;
import io.merlon.cli.output.ProgressLine;
import io.merlon.connect.machine.MachineContext;
import io.merlon.connect.machine.MachineInventory;
import io.merlon.connect.software.AdvisoryFiles;
import io.merlon.connect.software.SecretSearch;
import io.merlon.json.Json;
import io.merlon.model.ObjectValue;
import io.merlon.model.Severity;
import io.merlon.report.ScanReport;
import io.merlon.vulnerability.DocumentFault;
import io.merlon.vulnerability.Inventory;
import io.merlon.vulnerability.advisory.AdvisoryIndex;
import io.merlon.vulnerability.inventory.BillOfMaterials;
import io.merlon.vulnerability.inventory.SoftwareDigest;
import io.merlon.vulnerability.match.Scan;
import io.merlon.vulnerability.vex.VexStatements;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code merlon scan}: which software is there and which known flaws it has. */
@Command(
    name = "scan",
    header = "Find known vulnerabilities, and secrets that lie open.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit codes: 0 done, 1 a flaw or secret at or above --fail-on, 2 usage, 3 some of the input could",
      "not be used (the rest was); of 1 and 3 it is 3."
    })
public final class ScanCommand implements Callable<Integer> {
  /** The forms of the result. */
  enum Form {
    TABLE,
    JSON,
    CYCLONEDX,
    SPDX,
    SARIF,
    OCSF,
    HTML
  }

  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "TARGET",
      defaultValue = "machine",
      description = {
        "machine (the default), dir:PATH, image:FILE (as docker save or an OCI layout has it, also",
        "packed), disk:FILE (raw or qcow2, with ext2, ext3 or ext4), registry:[HOST/]NAME[:TAG],",
        "windows:FILE (what a Windows machine exported) or sbom:FILE (CycloneDX, SPDX)."
      })
  private String target = "machine";

  @Option(
      names = "--advisories",
      paramLabel = "INDEX",
      description = "What merlon advisories import made. Default: ~/.merlon/advisories.index")
  private Optional<Path> advisories = Optional.empty();

  @Option(
      names = "--vex",
      paramLabel = "FILE",
      description = "What does not apply: OpenVEX, CycloneDX or CSAF. Repeatable.")
  private List<Path> vex = List.of();

  @Option(
      names = {"-o", "--output"},
      defaultValue = "TABLE",
      paramLabel = "table|json|cyclonedx|spdx|sarif|ocsf|html",
      description = "The form of the result. Default: table.")
  private Form form = Form.TABLE;

  @Option(
      names = "--fail-on",
      paramLabel = "LEVEL",
      description = "Exit with 1 when a finding is of this severity or above.")
  private Optional<Severity> failOn = Optional.empty();

  @Option(names = "--ignore-unfixed", description = "Only flaws that a version fixes.")
  private boolean ignoreUnfixed;

  @Option(names = "--include-dev", description = "Also packages that only development needs.")
  private boolean includeDevelopment;

  @Option(
      names = "--secrets",
      negatable = true,
      description = {
        "Also look for secrets in files. Default: in folders, images and disks, not on this machine."
      })
  private Optional<Boolean> secrets = Optional.empty();

  @Option(
      names = "--platform",
      defaultValue = "linux/amd64",
      paramLabel = "OS/ARCH",
      description =
          "Which image of those that a registry has under one name. Default: linux/amd64.")
  private String platform = "linux/amd64";

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = {
        "Send which software is there to this server, which then finds its flaws, now and as",
        "advisories change. Sign in with merlon login first."
      })
  private Optional<String> server = Optional.empty();

  @Option(
      names = "--resource",
      paramLabel = "ID",
      description = "The machine's id at the server. Default: as merlon machine show has it.")
  private Optional<String> resource = Optional.empty();

  public ScanCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    ScanTarget scanned;
    try {
      scanned = ScanTarget.of(target, platform);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
    if (server.isEmpty() && resource.isPresent()) {
      throw new ParameterException(spec.commandLine(), "--resource goes with --server");
    }
    if (server.isPresent()) {
      return send(scanned, server.get());
    }
    try (Arena arena = Arena.ofShared()) {
      AdvisoryIndex index = index(arena);
      VexStatements statements = statements();
      SecretSearch search =
          secrets.orElse(scanned.searchesSecrets())
              ? SecretSearch.at(Instant.now())
              : SecretSearch.none();
      Inventory inventory = read(scanned, search);
      inventory.problems().forEach(terminal::say);
      Scan scan =
          Scan.of(
                  inventory,
                  index,
                  statements,
                  new Scan.Scope(includeDevelopment, !ignoreUnfixed),
                  scanned.usage())
              .with(search.found());
      print(scan);
      boolean failed =
          failOn
              .filter(bar -> scan.severities().anyMatch(severity -> severity.compareTo(bar) >= 0))
              .isPresent();
      return !inventory.problems().isEmpty()
          ? ExitCode.INPUT_ERRORS
          : failed ? ExitCode.FINDINGS : ExitCode.CLEAN;
    } catch (DocumentFault e) {
      terminal.say(String.valueOf(e.getMessage()));
      return ExitCode.INPUT_ERRORS;
    }
  }

  private Inventory read(ScanTarget scanned, SecretSearch search)
      throws IOException, DocumentFault {
    if (!terminal.showsProgress()) {
      return scanned.read(search, more -> {});
    }
    Optional<Path> file = scanned.measured();
    try (ProgressLine line =
        file.isPresent() && Files.exists(file.get())
            ? new ProgressLine(terminal, "image", Files.size(file.get()))
            : ProgressLine.ofFiles(terminal, "software")) {
      return scanned.read(search, line::more);
    }
  }

  private int send(ScanTarget scanned, String address) throws IOException {
    if (resource.isEmpty() && !(scanned instanceof ScanTarget.ThisMachine)) {
      throw new ParameterException(
          spec.commandLine(), "say which machine of the server this is: --resource ID");
    }
    try {
      Instant now = Instant.now();
      Inventory inventory = read(scanned, SecretSearch.none());
      inventory.problems().forEach(terminal::say);
      Scan scan =
          Scan.of(
              inventory,
              AdvisoryIndex.empty(),
              VexStatements.none(),
              new Scan.Scope(includeDevelopment, true));
      ObjectValue bill = CycloneDxDocument.of(scan, now, scanned.usage());
      BillOfMaterials.Described described = BillOfMaterials.of("", bill);
      String machine =
          resource.orElseGet(
              () -> MachineInventory.id(Path.of("/"), MachineContext.at(now)).text());
      InventorySender.Sent sent =
          InventorySender.send(
              address, machine, bill, SoftwareDigest.of(described.inventory(), described.usage()));
      terminal.say(
          (sent.sent() ? "sent " : "unchanged since it was sent last: ")
              + described.inventory().packages().count()
              + " packages of "
              + machine);
      if (!sent.message().isEmpty()) {
        terminal.say(sent.message());
      }
      return inventory.problems().isEmpty() ? ExitCode.CLEAN : ExitCode.INPUT_ERRORS;
    } catch (DocumentFault e) {
      terminal.say(String.valueOf(e.getMessage()));
      return ExitCode.INPUT_ERRORS;
    }
  }

  private AdvisoryIndex index(Arena arena) throws IOException, DocumentFault {
    Path path = advisories.orElse(AdvisoriesCommand.usualIndex());
    if (advisories.isEmpty() && !Files.exists(path)) {
      terminal.say(
          "there are no advisories yet, so only the software is listed; get some with"
              + " merlon advisories import PATH");
      return AdvisoryIndex.empty();
    }
    return AdvisoryFiles.open(path, arena);
  }

  private VexStatements statements() throws IOException, DocumentFault {
    VexStatements statements = VexStatements.none();
    for (Path file : vex) {
      try {
        statements.read(Files.readAllBytes(file));
      } catch (DocumentFault e) {
        throw new DocumentFault(file + ": " + e.getMessage(), e);
      }
    }
    return statements;
  }

  private void print(Scan scan) throws IOException {
    switch (form) {
      case TABLE -> new ScanTable(terminal).print(scan);
      case JSON -> terminal.out().println(Json.writePretty(ScanJson.of(scan)));
      case CYCLONEDX ->
          terminal.out().println(Json.writePretty(CycloneDxDocument.of(scan, Instant.now())));
      case SPDX -> terminal.out().println(Json.writePretty(SpdxDocument.of(scan, Instant.now())));
      case SARIF -> terminal.out().println(Json.writePretty(SarifDocument.of(scan)));
      case OCSF ->
          OcsfEvents.of(scan, Instant.now())
              .forEach(event -> terminal.out().println(Json.write(event)));
      case HTML -> new ScanReport(scan, ScanTable.sum(scan)).writeTo(terminal.raw());
    }
  }
}
