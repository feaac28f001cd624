package io.merlon.server.maintenance;

import io.merlon.server.DataFolder;
import io.merlon.store.Database;
import io.merlon.store.DatabaseFacts;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code merlon support-bundle}: what somebody who helps wants to see, and no secret. */
@Command(
    name = "support-bundle",
    description =
        "Write versions, health, table sizes and recent log lines into a zip file; secrets are taken"
            + " out. Resource ids and names stay: look at it before you send it.",
    mixinStandardHelpOptions = true)
final class SupportBundleCommand implements Callable<Integer> {
  private static final int LOG_BYTES = 1 << 20;
  private static final List<String> LOGS = List.of("server.log", "postgresql/postgresql.log");

  @Spec private CommandSpec spec;
  @Mixin private DatabaseOptions options;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where to write it (default: ${DEFAULT-VALUE}).")
  private Path output = Path.of("merlon-support.zip");

  @Override
  public Integer call() throws IOException {
    Redaction redaction =
        Redaction.of(
            options.data().resolve("secrets"),
            List.of(Optional.ofNullable(System.getenv("MERLON_DATABASE_PASSWORD")).orElse("")));
    Map<String, String> files = new LinkedHashMap<>();
    files.put("versions.txt", versions());
    files.put("health.txt", health());
    for (String log : LOGS) {
      tail(options.data().resolve(log))
          .ifPresent(text -> files.put("logs/" + Path.of(log).getFileName(), text));
    }
    Files.deleteIfExists(output);
    Files.createFile(
        output, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(output))) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(redaction.redact(file.getValue()).getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    spec.commandLine()
        .getOut()
        .println("wrote " + output + ": " + String.join(", ", files.keySet()));
    return 0;
  }

  private static String versions() {
    StringBuilder text = new StringBuilder();
    for (String name :
        List.of("java.vm.name", "java.runtime.version", "os.name", "os.version", "os.arch")) {
      text.append(name).append(": ").append(System.getProperty(name)).append('\n');
    }
    Runtime runtime = Runtime.getRuntime();
    return text.append("processors: ")
        .append(runtime.availableProcessors())
        .append("\nmerlon: ")
        .append(
            Optional.ofNullable(Maintenance.class.getPackage().getImplementationVersion())
                .orElse("of a build"))
        .append('\n')
        .toString();
  }

  /** Also when the database is what is wrong. */
  private String health() throws IOException {
    String server =
        "server: " + (DataFolder.isTaken(options.data()) ? "running" : "not running") + "\n";
    try {
      return server + options.onDatabase(SupportBundleCommand::ofDatabase);
    } catch (IOException | RuntimeException e) {
      return server + "database: " + e.getMessage() + "\n";
    }
  }

  private static String ofDatabase(Database database) {
    DatabaseFacts facts = database.facts();
    StringBuilder text = new StringBuilder("database: PostgreSQL ").append(facts.version());
    text.append("\nmigrations: ").append(String.join(", ", facts.migrations()));
    var audit = database.audit().verify();
    text.append("\naudit log: ").append(audit.entries()).append(" entries hold");
    audit.broken().ifPresent(entry -> text.append(", entry ").append(entry).append(" is broken"));
    text.append("\n\ntable, rows, bytes\n");
    for (DatabaseFacts.Table table : facts.tables()) {
      text.append("%s, %d, %d%n".formatted(table.name(), table.rows(), table.bytes()));
    }
    return text.toString();
  }

  /** The end of a log, from the beginning of a line. */
  private static Optional<String> tail(Path log) throws IOException {
    if (!Files.isReadable(log)) {
      return Optional.empty();
    }
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long from = Math.max(0, file.length() - LOG_BYTES);
      file.seek(from);
      byte[] bytes = new byte[(int) (file.length() - from)];
      file.readFully(bytes);
      String text = new String(bytes, StandardCharsets.UTF_8);
      return Optional.of(from == 0 ? text : text.substring(text.indexOf('\n') + 1));
    }
  }
}
