package io.merlon.cli.client;

import picocli.CommandLine.Command;

/** {@code merlon recommendation}: one recommendation. */
@Command(
    name = "recommendation",
    header = "Look at one recommendation.",
    mixinStandardHelpOptions = true,
    subcommands = ShowRecommendationCommand.class)
public final class RecommendationCommand {}
