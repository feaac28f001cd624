package io.merlon.cli.client;

import io.merlon.cli.ExitCode;
import io.merlon.cli.Terminal;
import io.merlon.cli.output.Colours;
import io.merlon.cli.output.TextTable;
import io.merlon.json.Json;
import io.merlon.model.ArrayValue;
import io.merlon.model.Value;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which server is asked, and in which form its answer is shown. */
final class ServerOptions {
  /** The forms of an answer. */
  enum Form {
    TABLE,
    JSON
  }

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "The server, by the name it was signed in to with. Default: the current one.")
  private Optional<String> context = Optional.empty();

  @Option(
      names = {"-o", "--output"},
      defaultValue = "TABLE",
      paramLabel = "table|json",
      description = "The form of the result. Default: table.")
  private Form form = Form.TABLE;

  ServerClient client() throws IOException {
    Contexts contexts = Contexts.ofUser();
    Optional<String> name = context.isPresent() ? context : contexts.current();
    if (name.isEmpty() || !Contexts.isName(name.get())) {
      throw new ServerFault(
          ExitCode.UNREACHABLE, "not signed in: sign in with merlon login --server URL");
    }
    return new ServerClient(contexts, name.get(), InstantSource.system());
  }

  boolean isJson() {
    return form == Form.JSON;
  }

  /** The path of the subscription, or of each that may be read. */
  List<String> subscriptions(ServerClient client, Optional<String> subscription)
      throws IOException {
    return subscription.isPresent()
        ? List.of(Arm.scope(subscription))
        : client.list("/subscriptions").stream()
            .map(one -> ServerClient.path(Arm.text(one.get("id"))))
            .toList();
  }

  static void json(Terminal terminal, Value value) {
    terminal.out().println(Json.writePretty(value));
  }

  static void json(Terminal terminal, List<Value> items) {
    json(terminal, new ArrayValue(items));
  }

  static Colours colours(Terminal terminal) {
    return new Colours(terminal.wantsColour());
  }

  static void print(Terminal terminal, TextTable table) {
    table.print(terminal.out(), colours(terminal), terminal.width());
  }
}
