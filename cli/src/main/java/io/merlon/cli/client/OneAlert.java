package io.merlon.cli.client;

import io.merlon.cli.ExitCode;
import io.merlon.model.AbsentValue;
import io.merlon.model.Value;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** An alert by its id or its name, which is looked for in all subscriptions. */
final class OneAlert {
  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(paramLabel = "ID", description = "Its ARM id, or its name as merlon alerts lists it.")
  private String id = "";

  boolean isJson() {
    return server.isJson();
  }

  Value find() throws IOException {
    try (ServerClient client = server.client()) {
      return find(client);
    }
  }

  /** Does an action to it. */
  void move(String action) throws IOException {
    try (ServerClient client = server.client()) {
      String found = ServerClient.path(Arm.text(find(client).get("id")));
      client.send("POST", found + "/" + action, AbsentValue.ABSENT);
    }
  }

  private Value find(ServerClient client) throws IOException {
    if (id.startsWith("/")) {
      return client.get(ServerClient.path(id));
    }
    for (String scope : server.subscriptions(client, Optional.empty())) {
      try {
        return client.get(
            scope + Arm.SECURITY + "locations/local/alerts/" + ServerClient.encoded(id));
      } catch (ServerFault notThere) {
        if (notThere.exitCode() != ExitCode.INPUT_ERRORS) {
          throw notThere;
        }
      }
    }
    throw new ServerFault(
        ExitCode.INPUT_ERRORS,
        "there is no alert '" + id + "' that you may read; merlon alerts lists those that are");
  }
}
