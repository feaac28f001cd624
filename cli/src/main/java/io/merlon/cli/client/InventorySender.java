package io.merlon.cli.client;

import io.merlon.cli.ExitCode;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Sends the software of a machine to a server that somebody has signed in to. */
public final class InventorySender {
  private final ServerClient client;

  private InventorySender(ServerClient client) {
    this.client = client;
  }

  /** What a server did with an inventory: whether it was sent, and what there is to say. */
  public record Sent(boolean sent, String message) {}

  /**
   * Sends an inventory, unless the server has the same already.
   *
   * @param server the address that was signed in to
   * @param machine the machine's id
   * @param bill a bill of materials in CycloneDX
   * @param hash what tells it from others, as the server computes it
   * @throws IOException when the server refuses it or cannot be reached
   */
  public static Sent send(String server, String machine, ObjectValue bill, String hash)
      throws IOException {
    Contexts contexts = Contexts.ofUser();
    String wanted = server.replaceFirst("/+$", "");
    for (String name : contexts.names()) {
      if (contexts.read(name).server().equalsIgnoreCase(wanted)) {
        try (ServerClient client = new ServerClient(contexts, name, InstantSource.system())) {
          return new InventorySender(client).send(machine, bill, hash);
        }
      }
    }
    throw new ServerFault(
        ExitCode.UNREACHABLE,
        "not signed in to " + wanted + ": sign in with merlon login --server " + wanted);
  }

  private Sent send(String machine, ObjectValue bill, String hash) throws IOException {
    String path =
        ServerClient.path(machine)
            + Arm.SECURITY
            + "softwareInventories/default"
            + ServerClient.query(Map.of("api-version", "2021-05-01-preview"));
    Optional<Value> kept = kept(path);
    if (kept.filter(one -> Arm.text(one.get("hash")).equals(hash)).isPresent()) {
      return new Sent(false, Arm.text(kept.get().get("message")));
    }
    Value answer = client.send("PUT", path, bill).body();
    return new Sent(true, Arm.text(Arm.properties(answer).get("message")));
  }

  /** What the server has; nothing when it has none, or will say so itself when it is sent. */
  private Optional<Value> kept(String path) throws IOException {
    try {
      return Optional.of(Arm.properties(client.get(path)));
    } catch (ServerFault e) {
      if (e.exitCode() == ExitCode.UNREACHABLE) {
        throw e;
      }
      return Optional.empty();
    }
  }
}
