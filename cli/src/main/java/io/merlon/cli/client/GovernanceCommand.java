package io.merlon.cli.client;

import picocli.CommandLine.Command;

/** {@code merlon governance}: who is to fix what by when. */
@Command(
    name = "governance",
    header = "Rules that say who is to fix what by when, and what is overdue.",
    mixinStandardHelpOptions = true,
    subcommands = {
      ListRulesCommand.class,
      CreateRuleCommand.class,
      DeleteRuleCommand.class,
      OverdueCommand.class
    })
public final class GovernanceCommand {}
