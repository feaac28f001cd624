package io.merlon.it;

import io.merlon.json.Json;
import io.merlon.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Azure's command line with a configuration of its own. */
record Az(Path configuration, Path certificate) {
  static boolean isInstalled() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "az")));
  }

  /** Runs a command (its words separated by spaces) that has to succeed; what it printed. */
  String run(String words) throws IOException, InterruptedException {
    Files.createDirectories(configuration);
    Path out = configuration.resolve("out");
    Path err = configuration.resolve("err");
    List<String> command = new ArrayList<>(List.of("az"));
    command.addAll(List.of(words.split(" ")));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("AZURE_CONFIG_DIR", configuration.toString());
    builder.environment().put("REQUESTS_CA_BUNDLE", certificate.toString());
    builder.environment().put("AZURE_CORE_COLLECT_TELEMETRY", "0");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    if (process.waitFor() != 0) {
      throw new AssertionError(
          "az " + words.replaceAll("-p=\\S+", "") + ": " + Files.readString(err));
    }
    return Files.readString(out);
  }

  Value json(String words) throws IOException, InterruptedException {
    return Json.parse(run(words + " --output json"));
  }

  /** Signs in as the server's first user, as its documentation says. */
  void signIn(ServerProcess server) throws IOException, InterruptedException {
    String address = server.address();
    run(
        "cloud register -n local --endpoint-resource-manager "
            + address
            + " --endpoint-active-directory "
            + address
            + "/adfs --endpoint-active-directory-resource-id "
            + address
            + " --endpoint-active-directory-graph-resource-id "
            + address
            + " --endpoint-management "
            + address);
    run("cloud set -n local");
    run("login --service-principal -u admin --tenant adfs -p=" + server.secret());
  }
}
