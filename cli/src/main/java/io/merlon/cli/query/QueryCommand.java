package io.merlon.cli.query;

import io.merlon.cli.ExitCode;
import io.merlon.cli.Terminal;
import io.merlon.connect.file.InventoryFiles;
import io.merlon.connect.file.InventoryLimits;
import io.merlon.query.QueryException;
import io.merlon.query.QueryLimitException;
import io.merlon.query.QueryLimits;
import io.merlon.query.QueryPlan;
import io.merlon.query.QueryResult;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code merlon query}: plans the query, runs it over the files, prints the rows. */
@Command(
    name = "query",
    header = "Ask an inventory in the language of Azure Resource Graph.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 done, 2 usage or a wrong query, 3 some of the input could not be used.",
      "",
      "Example:",
      "  merlon query 'resources | summarize count() by type | top 5 by count_' --inventory export/"
    })
public final class QueryCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "KQL", description = "The query; docs/query.md says what it may hold.")
  private String query = "";

  @Option(
      names = "--inventory",
      required = true,
      paramLabel = "PATH",
      description =
          "Resources: a file or folder of ARM JSON in any form that az writes, or - for standard"
              + " input. Repeatable.")
  private List<String> inventories = List.of();

  @Option(
      names = {"-o", "--output"},
      defaultValue = "TABLE",
      paramLabel = "table|json|csv",
      description = "The form of the result. Default: table.")
  private ResultForm form = ResultForm.TABLE;

  public QueryCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    QueryPlan plan = plan();
    try (InventoryFiles files =
        InventoryFiles.open(inventories, System.in, InventoryLimits.USUAL)) {
      QueryResult result =
          plan.run(new FileTables(files), 0, Integer.MAX_VALUE, Thread::interrupted);
      form.print(result, terminal);
      files.problems().kept().forEach(problem -> terminal.say(problem.toString()));
      return files.problems().count() > 0 ? ExitCode.INPUT_ERRORS : ExitCode.CLEAN;
    } catch (QueryLimitException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
  }

  private QueryPlan plan() {
    try {
      return QueryPlan.compile(query, Instant.now(), QueryLimits.LOCAL);
    } catch (QueryException e) {
      throw new ParameterException(spec.commandLine(), pointed(e));
    }
  }

  /** The message with the line of the query and a mark below the token. */
  private String pointed(QueryException e) {
    List<String> lines = query.lines().toList();
    String line = e.line() <= lines.size() ? lines.get(e.line() - 1) : "";
    return Terminal.plain(String.valueOf(e.getMessage()))
        + System.lineSeparator()
        + "  "
        + Terminal.plain(line)
        + System.lineSeparator()
        + " ".repeat(e.column() + 1)
        + "^";
  }
}
