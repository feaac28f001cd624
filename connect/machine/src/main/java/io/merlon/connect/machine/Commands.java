package io.merlon.connect.machine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs the machine's own commands: looked for in fixed folders only, with an argument list (no
 * shell), a bare environment, a limit of time and of output.
 */
final class Commands {
  private static final List<String> FOLDERS = List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin");
  private static final int OUTPUT_LIMIT = 16 << 20;

  private final boolean allowed;
  private final Duration limit;

  /** Commands run only where allowed: on a running machine, never for an image. */
  Commands(boolean allowed, Duration limit) {
    this.allowed = allowed;
    this.limit = limit;
  }

  /** What a command gave. */
  record Output(int exit, String text) {}

  Optional<Path> find(String name) {
    if (!allowed) {
      return Optional.empty();
    }
    return FOLDERS.stream().map(f -> Path.of(f, name)).filter(Files::isExecutable).findFirst();
  }

  /** The output; empty when there is no such command. */
  Optional<Output> run(String name, List<String> arguments) throws IOException {
    Optional<Path> program = find(name);
    return program.isEmpty() ? Optional.empty() : Optional.of(run(program.get(), arguments));
  }

  private Output run(Path program, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("LC_ALL", "C");
    environment.put("PATH", String.join(":", FOLDERS));
    builder.directory(Path.of("/").toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    Thread guard = Thread.ofVirtual().start(() -> endAfterLimit(process));
    try (InputStream out = process.getInputStream()) {
      byte[] bytes = out.readNBytes(OUTPUT_LIMIT + 1);
      if (bytes.length > OUTPUT_LIMIT) {
        throw new IOException(program + ": gave more than " + (OUTPUT_LIMIT >> 20) + " MiB");
      }
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(program + ": took longer than " + limit.toSeconds() + " s");
      }
      int exit = process.exitValue();
      if (exit > 128) {
        throw new IOException(
            program + ": ended by a signal or the limit of " + limit.toSeconds() + " s");
      }
      return new Output(exit, new String(bytes, StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(program + ": interrupted", e);
    } finally {
      process.destroyForcibly();
      guard.interrupt();
    }
  }

  private void endAfterLimit(Process process) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
