package io.merlon.it;

import io.merlon.testing.ProjectFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program as its launcher starts it, in a process of its own. */
record MerlonProcess(int exitCode, String out, String err) {
  static MerlonProcess run(Path folder, String... arguments)
      throws IOException, InterruptedException {
    return run(folder, "cli", "io.merlon.cli.Merlon", arguments);
  }

  /** The jobs that come with the server: {@code audit}, {@code support-bundle}. */
  static MerlonProcess maintain(Path folder, String... arguments)
      throws IOException, InterruptedException {
    return run(folder, "server", "io.merlon.server.maintenance.Maintenance", arguments);
  }

  private static MerlonProcess run(Path folder, String module, String main, String... arguments)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(ProjectFolder.root().resolve(module).resolve("target/app") + "/*");
    command.add(main);
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    process.getOutputStream().close();
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
