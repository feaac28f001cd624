package io.merlon.cli.client;

import picocli.CommandLine.Command;

/** {@code merlon plans}: what is protected. */
@Command(
    name = "plans",
    header = "List and switch plans.",
    mixinStandardHelpOptions = true,
    subcommands = {ListPlansCommand.class, SetPlanCommand.class})
public final class PlansCommand {}
