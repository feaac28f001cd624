package io.merlon.it;

import io.merlon.testing.ProjectFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program as its launcher starts it, in a process of its own. */
record MerlonProcess(int exitCode, String out, String err) {
  static MerlonProcess run(Path folder, String... arguments)
      throws IOException, InterruptedException {
    return run(folder, Map.of(), "", arguments);
  }

  /** Runs it with these environment variables besides, and this on standard input. */
  static MerlonProcess run(
      Path folder, Map<String, String> environment, String input, String... arguments)
      throws IOException, InterruptedException {
    return run(folder, "cli", "io.merlon.cli.Merlon", environment, input, arguments);
  }

  /** Signs in to a server as its first user; what that leaves behind lies in the client folder. */
  static void signIn(Path folder, Path client, ServerProcess server, String... more)
      throws IOException, InterruptedException {
    List<String> login =
        new ArrayList<>(
            List.of(
                "login",
                "--server",
                server.address(),
                "--secret-stdin",
                "--certificate",
                server.certificate().toString()));
    login.addAll(List.of(more));
    MerlonProcess signedIn =
        run(
            folder,
            Map.of("MERLON_CLIENT_DIR", client.toString()),
            server.secret(),
            login.toArray(String[]::new));
    if (signedIn.exitCode() != 0) {
      throw new AssertionError("signing in failed: " + signedIn.err());
    }
  }

  /** The jobs that come with the server: {@code audit}, {@code support-bundle}. */
  static MerlonProcess maintain(Path folder, String... arguments)
      throws IOException, InterruptedException {
    return run(
        folder, "server", "io.merlon.server.maintenance.Maintenance", Map.of(), "", arguments);
  }

  private static MerlonProcess run(
      Path folder,
      String module,
      String main,
      Map<String, String> environment,
      String input,
      String... arguments)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(ProjectFolder.root().resolve(module).resolve("target/app") + "/*");
    command.add(main);
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("did not end within two minutes: " + command);
    }
    return new MerlonProcess(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
