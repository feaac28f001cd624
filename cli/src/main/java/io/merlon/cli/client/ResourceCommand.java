package io.merlon.cli.client;

import picocli.CommandLine.Command;

/** {@code merlon resource}: one resource. */
@Command(
    name = "resource",
    header = "Look at one resource.",
    mixinStandardHelpOptions = true,
    subcommands = ShowResourceCommand.class)
public final class ResourceCommand {}
