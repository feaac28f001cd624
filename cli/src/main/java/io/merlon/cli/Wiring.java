package io.merlon.cli;

import io.merlon.cli.advisories.AdvisoriesCommand;
import io.merlon.cli.advisories.ImportCommand;
import io.merlon.cli.advisories.UpdateCommand;
import io.merlon.cli.assess.AssessCommand;
import io.merlon.cli.definitions.CheckCommand;
import io.merlon.cli.definitions.DefinitionsCommand;
import io.merlon.cli.definitions.ListCommand;
import io.merlon.cli.detect.DetectCommand;
import io.merlon.cli.estate.EstateCommand;
import io.merlon.cli.estate.GenerateCommand;
import io.merlon.cli.machine.MachineCommand;
import io.merlon.cli.machine.ShowCommand;
import io.merlon.cli.rules.CheckRulesCommand;
import io.merlon.cli.rules.RulesCommand;
import io.merlon.cli.scan.ScanCommand;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the commands with what they need. */
final class Wiring implements IFactory {
  private final Terminal terminal;

  Wiring(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    if (type == AssessCommand.class) {
      return type.cast(new AssessCommand(terminal));
    }
    if (type == CheckCommand.class) {
      return type.cast(new CheckCommand(terminal));
    }
    if (type == ListCommand.class) {
      return type.cast(new ListCommand(terminal));
    }
    if (type == io.merlon.cli.definitions.ShowCommand.class) {
      return type.cast(new io.merlon.cli.definitions.ShowCommand(terminal));
    }
    if (type == DefinitionsCommand.class) {
      return type.cast(new DefinitionsCommand());
    }
    if (type == EstateCommand.class) {
      return type.cast(new EstateCommand());
    }
    if (type == GenerateCommand.class) {
      return type.cast(new GenerateCommand(terminal));
    }
    if (type == DetectCommand.class) {
      return type.cast(new DetectCommand(terminal));
    }
    if (type == ScanCommand.class) {
      return type.cast(new ScanCommand(terminal));
    }
    if (type == ImportCommand.class) {
      return type.cast(new ImportCommand(terminal));
    }
    if (type == UpdateCommand.class) {
      return type.cast(new UpdateCommand(terminal));
    }
    if (type == io.merlon.cli.advisories.ShowCommand.class) {
      return type.cast(new io.merlon.cli.advisories.ShowCommand(terminal));
    }
    if (type == AdvisoriesCommand.class) {
      return type.cast(new AdvisoriesCommand());
    }
    if (type == CheckRulesCommand.class) {
      return type.cast(new CheckRulesCommand(terminal));
    }
    if (type == RulesCommand.class) {
      return type.cast(new RulesCommand());
    }
    if (type == MachineCommand.class) {
      return type.cast(new MachineCommand());
    }
    if (type == ShowCommand.class) {
      return type.cast(new ShowCommand(terminal));
    }
    return CommandLine.defaultFactory().create(type);
  }
}
