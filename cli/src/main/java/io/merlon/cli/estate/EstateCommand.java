package io.merlon.cli.estate;

import picocli.CommandLine.Command;

/** {@code merlon estate}. */
@Command(
    name = "estate",
    description = "Make sample estates to try things on.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    subcommands = {GenerateCommand.class})
public final class EstateCommand {}
