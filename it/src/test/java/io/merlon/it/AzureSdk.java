package io.merlon.it;

import io.merlon.testing.ProjectFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Microsoft's SDK for Python, in an environment of its own below {@code target}. */
record AzureSdk(Path folder) {
  private static final long INSTALL_MINUTES = 5;
  private static final long RUN_MINUTES = 5;

  /** Nothing where there is no Python, or its packages cannot be had. */
  static Optional<AzureSdk> install() throws IOException, InterruptedException {
    Path folder = ProjectFolder.root().resolve("it/target/azure-sdk");
    Path python = folder.resolve("bin/python");
    Path wanted = resource("azure-sdk-requirements.txt", folder);
    Path log = folder.resolveSibling("azure-sdk.log");
    boolean installed =
        (Files.isExecutable(python) || run(log, "python3", "-m", "venv", folder.toString()))
            && run(log, python.toString(), "-m", "pip", "install", "-q", "-r", wanted.toString());
    return installed ? Optional.of(new AzureSdk(folder)) : Optional.empty();
  }

  private static Path resource(String name, Path folder) throws IOException {
    Path file = folder.resolveSibling(name);
    Files.createDirectories(folder);
    try (InputStream in = Objects.requireNonNull(AzureSdk.class.getResourceAsStream(name))) {
      Files.write(file, in.readAllBytes());
    }
    return file;
  }

  private static boolean run(Path log, String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      if (!process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0;
    } catch (IOException missing) {
      return false;
    }
  }

  /** Runs a script of this package; the lines that it printed. */
  List<String> run(String script, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    Path out = folder.resolveSibling("azure-sdk.out");
    Path err = folder.resolveSibling("azure-sdk.err");
    List<String> command =
        new ArrayList<>(
            List.of(folder.resolve("bin/python").toString(), resource(script, folder).toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    if (!process.waitFor(RUN_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError(script + " does not end; it said " + Files.readString(out));
    }
    if (process.exitValue() != 0) {
      throw new AssertionError(script + " broke off: " + Files.readString(err));
    }
    return Files.readAllLines(out);
  }
}
