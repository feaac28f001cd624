package io.merlon.cli.machine;

import picocli.CommandLine.Command;

/** {@code merlon machine}. */
@Command(
    name = "machine",
    description = "Look at this machine.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    subcommands = {ShowCommand.class})
public final class MachineCommand {}
