package io.merlon.cli.definitions;

import picocli.CommandLine.Command;

/** {@code merlon definitions}. */
@Command(
    name = "definitions",
    description = "Check policy definitions and initiatives.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    subcommands = {CheckCommand.class, ListCommand.class, ShowCommand.class})
public final class DefinitionsCommand {}
