package io.merlon.cli.rules;

import picocli.CommandLine.Command;

/** {@code merlon rules}. */
@Command(
    name = "rules",
    description = "Check detection rules.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    subcommands = {CheckRulesCommand.class})
public final class RulesCommand {}
