package io.merlon.cli.client;

import picocli.CommandLine.Command;

/** {@code merlon events}: what happens, for the server to look at. */
@Command(
    name = "events",
    header = "Send events to the server.",
    mixinStandardHelpOptions = true,
    subcommands = SendEventsCommand.class)
public final class EventsCommand {}
