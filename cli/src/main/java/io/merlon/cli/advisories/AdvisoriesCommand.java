package io.merlon.cli.advisories;

import java.nio.file.Path;
import picocli.CommandLine.Command;

/** {@code merlon advisories}. */
@Command(
    name = "advisories",
    description = "Keep the index of advisories that scans match against.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    subcommands = {ImportCommand.class, UpdateCommand.class, ShowCommand.class})
public final class AdvisoriesCommand {
  /** Where the index is unless told otherwise. */
  public static Path usualIndex() {
    return Path.of(System.getProperty("user.home"), ".merlon", "advisories.index");
  }
}
