package io.merlon.cli.assess;

import java.util.List;
import picocli.CommandLine.Option;

/** What to assess it by. */
final class PolicyOptions {
  @Option(
      names = "--definitions",
      paramLabel = "DIR",
      description = "Policy definitions and initiatives beside Merlon's own. Repeatable.")
  private List<String> definitions = List.of();

  @Option(
      names = "--initiative",
      paramLabel = "NAME",
      description =
          "The initiative to assign, by name, id or title. Repeatable. Default: the Microsoft cloud"
              + " security benchmark where --definitions holds it, else all that --definitions"
              + " holds, else the Merlon baseline.")
  private List<String> initiatives = List.of();

  @Option(
      names = "--assignment",
      paramLabel = "FILE",
      description = "Policy assignments, with scopes and parameters. Repeatable.")
  private List<String> assignments = List.of();

  @Option(
      names = "--exemptions",
      paramLabel = "FILE",
      description = "Policy exemptions. Repeatable.")
  private List<String> exemptions = List.of();

  @Option(
      names = "--attestations",
      paramLabel = "FILE",
      description = "Attestations of manual requirements. Repeatable.")
  private List<String> attestations = List.of();

  @Option(
      names = "--governance",
      paramLabel = "FILE",
      description = "Governance rules: who fixes what by when. Repeatable.")
  private List<String> governance = List.of();

  @Option(
      names = "--aliases",
      paramLabel = "FILE",
      description = "The alias table. Default: aliases.json[.gz] beside the definitions.")
  private List<String> aliases = List.of();

  List<String> definitions() {
    return definitions;
  }

  List<String> initiatives() {
    return initiatives;
  }

  List<String> assignments() {
    return assignments;
  }

  List<String> exemptions() {
    return exemptions;
  }

  List<String> attestations() {
    return attestations;
  }

  List<String> governance() {
    return governance;
  }

  List<String> aliases() {
    return aliases;
  }
}
