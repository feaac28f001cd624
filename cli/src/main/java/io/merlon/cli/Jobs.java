package io.merlon.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The list of all jobs, one line each: those below a group are named with it. */
final class Jobs {
  private static final int NAME = 20;

  private Jobs() {}

  /** Makes the command's help show all jobs, and every command know the version. */
  static void describe(CommandLine line) {
    line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, Jobs::list);
    inform(line);
  }

  private static void inform(CommandLine line) {
    line.getCommandSpec().versionProvider(new ProductVersion());
    line.getSubcommands().values().forEach(Jobs::inform);
  }

  private static String list(Help help) {
    List<String> lines = new ArrayList<>();
    add("", help.commandSpec(), lines);
    return String.join("", lines);
  }

  private static void add(String prefix, CommandSpec group, List<String> lines) {
    group
        .subcommands()
        .forEach((name, command) -> {
          CommandSpec spec = command.getCommandSpec();
          if (spec.subcommands().isEmpty()) {
            UsageMessageSpec usage = spec.usageMessage();
            String[] description = usage.header().length > 0 ? usage.header() : usage.description();
            lines.add(
                "  %s%s%n"
                    .formatted(pad(prefix + name), description.length == 0 ? "" : description[0]));
          } else {
            add(prefix + name + " ", spec, lines);
          }
        });
  }

  private static String pad(String name) {
    return name + " ".repeat(Math.max(1, NAME - name.length()));
  }
}
