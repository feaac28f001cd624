package io.merlon.server.maintenance;

import io.merlon.server.DataFolder;
import io.merlon.store.Database;
import io.merlon.store.DatabaseAddress;
import io.merlon.store.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whose data it is. */
final class DatabaseOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The server's data folder (default: ~/.merlon).")
  private Path data = Path.of(System.getProperty("user.home"), ".merlon");

  @Option(
      names = "--database-url",
      paramLabel = "JDBC",
      description =
          "The server's external PostgreSQL; MERLON_DATABASE_USER and MERLON_DATABASE_PASSWORD"
              + " sign in.")
  private Optional<String> url = Optional.empty();

  Path data() {
    return data.toAbsolutePath().normalize();
  }

  /** What a job does with the database. */
  @FunctionalInterface
  interface Job<T> {
    T run(Database database) throws IOException;
  }

  /**
   * Runs a job on the database: the one that runs, or the server's own, started for as long as the
   * job needs it.
   *
   * @throws IOException when there is none
   */
  <T> T onDatabase(Job<T> job) throws IOException {
    Deque<AutoCloseable> open = new ArrayDeque<>();
    try {
      Database database = Database.connect(address(open));
      open.push(database);
      return job.run(database);
    } finally {
      close(open);
    }
  }

  private DatabaseAddress address(Deque<AutoCloseable> open) throws IOException {
    if (url.isPresent()) {
      return DatabaseAddress.external(url.get(), System.getenv());
    }
    if (!Files.isDirectory(data().resolve("secrets"))) {
      throw new IOException(
          data() + ": no server keeps its data here; name the folder with --data");
    }
    if (DataFolder.isTaken(data())) {
      return EmbeddedPostgres.running(data());
    }
    open.push(DataFolder.take(data()));
    EmbeddedPostgres postgres = EmbeddedPostgres.start(data());
    open.push(postgres);
    return postgres.address();
  }

  private static void close(Deque<AutoCloseable> open) throws IOException {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (IOException | RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IOException(e);
      }
    }
  }
}
