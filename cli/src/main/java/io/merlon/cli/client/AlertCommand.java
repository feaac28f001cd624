package io.merlon.cli.client;

import picocli.CommandLine.Command;

/** {@code merlon alert}: one alert. */
@Command(
    name = "alert",
    header = "Look at one alert, or deal with it.",
    mixinStandardHelpOptions = true,
    subcommands = {ShowAlertCommand.class, DismissAlertCommand.class, ResolveAlertCommand.class})
public final class AlertCommand {}
