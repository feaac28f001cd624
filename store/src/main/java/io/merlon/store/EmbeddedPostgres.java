package io.merlon.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL of Merlon's own: listens on loopback only, with a password that nobody chose,
 * and is started again when it dies. One that an earlier, killed run left behind is stopped first.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final String ROLE = "merlon";
  private static final long WATCH_MILLIS = 500;
  private static final int WAIT_SECONDS = 60;

  private final Path programs;
  private final Path folder;
  private final Path log;
  private final PostgresUser user;
  private final int port;
  private final String password;
  private final Thread watch;
  private volatile boolean open = true;

  private EmbeddedPostgres(Path programs, Path home, PostgresUser user, int port, String password) {
    this.programs = programs;
    this.folder = home.resolve("database-" + PostgresBinaries.VERSION);
    this.log = home.resolve("postgresql.log");
    this.user = user;
    this.port = port;
    this.password = password;
    this.watch = Thread.ofVirtual().name("postgres-watch").unstarted(this::watch);
  }

  /**
   * Starts it, creating the database the first time.
   *
   * @param data Merlon's data folder; it has to exist
   * @throws IOException when it cannot be started, with the end of its own log
   */
  public static EmbeddedPostgres start(Path data) throws IOException {
    PostgresUser user = PostgresUser.choose();
    Path home = home(data.toAbsolutePath().normalize(), user);
    Path programs = PostgresBinaries.unpack(home);
    EmbeddedPostgres postgres =
        new EmbeddedPostgres(programs, home, user, freePort(), password(data));
    postgres.create();
    if (postgres.isRunning()) {
      LOG.info("stopping the PostgreSQL that an earlier run left in {}", postgres.folder);
      postgres.stop();
    }
    postgres.startNow();
    postgres.watch.start();
    return postgres;
  }

  /**
   * Where the PostgreSQL of a data folder listens that another process started.
   *
   * @throws IOException when there is none
   */
  public static DatabaseAddress running(Path data) throws IOException {
    Path home = home(data.toAbsolutePath().normalize(), PostgresUser.choose());
    Path lock = home.resolve("database-" + PostgresBinaries.VERSION).resolve("postmaster.pid");
    if (!Files.exists(lock)) {
      throw new IOException(data + ": no database is running here");
    }
    // its fourth line is the port
    return address(Integer.parseInt(Files.readAllLines(lock).get(3).strip()), password(data));
  }

  /** Below the data folder or, where the unprivileged account cannot go there, of its own. */
  private static Path home(Path data, PostgresUser user) throws IOException {
    if (!user.isOther()) {
      return folder(data.resolve("postgresql"), user, "rwx------");
    }
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx--x--x"));
    Path near = folder(data.resolve("postgresql"), user, "rwx------");
    if (run(user, List.of("test", "-x", near.toString())).code() == 0) {
      return near;
    }
    Files.delete(near);
    Path far = Path.of("/var/lib/merlon", name(data), "postgresql");
    Files.createDirectories(Optional.ofNullable(far.getParent()).orElse(far));
    LOG.info("{} is closed to {}: the database is kept in {}", data, user, far);
    return folder(far, user, "rwx------");
  }

  /** A name that no other data folder has. */
  private static String name(Path data) {
    return Sha256.hex(data.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static Path folder(Path path, PostgresUser owner, String permissions) throws IOException {
    Files.createDirectories(path);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    owner.own(path);
    return path;
  }

  private static String password(Path data) throws IOException {
    return SecretFiles.madeOnce(data.resolve("secrets").resolve("database-password"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void create() throws IOException {
    if (Files.exists(folder.resolve("PG_VERSION"))) {
      return;
    }
    Path passwordFile = Optional.ofNullable(folder.getParent()).orElse(folder).resolve("pw");
    SecretFiles.write(passwordFile, password);
    try {
      user.own(passwordFile);
      require(
          "create the database",
          List.of(
              programs.resolve("initdb").toString(),
              "--pgdata=" + folder,
              "--username=" + ROLE,
              "--auth=scram-sha-256",
              "--pwfile=" + passwordFile,
              "--encoding=UTF8",
              "--locale-provider=builtin",
              "--builtin-locale=C.UTF-8",
              "--locale=C",
              "--data-checksums"));
    } finally {
      Files.delete(passwordFile);
    }
  }

  private boolean isRunning() throws IOException {
    return control("status").code() == 0;
  }

  private synchronized void startNow() throws IOException {
    String options =
        "-p "
            + port
            + " -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=60"
            + " -c shared_buffers=128MB -c max_wal_size=2GB -c log_min_messages=warning";
    Answer answer =
        run(
            user,
            List.of(
                programs.resolve("pg_ctl").toString(),
                "start",
                "--wait",
                "--timeout=" + WAIT_SECONDS,
                "--silent",
                "--pgdata=" + folder,
                "--log=" + log,
                "--options=" + options));
    if (answer.code() != 0) {
      throw new IOException("PostgreSQL does not start: " + answer.text() + endOfLog());
    }
  }

  private String endOfLog() throws IOException {
    if (!Files.isReadable(log)) {
      return "";
    }
    List<String> lines = Files.readAllLines(log);
    return "; its log ends with: "
        + String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
  }

  private void watch() {
    while (open) {
      try {
        TimeUnit.MILLISECONDS.sleep(WATCH_MILLIS);
        if (open && !isAlive()) {
          LOG.warn("PostgreSQL is gone; starting it again");
          startNow();
        }
      } catch (IOException e) {
        LOG.error("PostgreSQL does not come back yet: {}", e.getMessage());
      } catch (InterruptedException closed) {
        return;
      }
    }
  }

  /** A cheap look at the process that the lock file names; no program is started for it. */
  private boolean isAlive() throws IOException {
    Path lock = folder.resolve("postmaster.pid");
    if (!Files.exists(lock)) {
      return false;
    }
    List<String> lines = Files.readAllLines(lock);
    return !lines.isEmpty()
        && ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
            .filter(ProcessHandle::isAlive)
            .isPresent();
  }

  private void stop() throws IOException {
    Answer answer = control("stop", "--mode=fast", "--wait", "--timeout=" + WAIT_SECONDS);
    if (answer.code() != 0 && isRunning()) {
      throw new IOException("PostgreSQL in " + folder + " does not stop: " + answer.text());
    }
  }

  private Answer control(String... words) throws IOException {
    List<String> command =
        new java.util.ArrayList<>(List.of(programs.resolve("pg_ctl").toString()));
    command.addAll(List.of(words));
    command.add("--pgdata=" + folder);
    return run(user, command);
  }

  private void require(String task, List<String> command) throws IOException {
    Answer answer = run(user, command);
    if (answer.code() != 0) {
      throw new IOException("cannot " + task + " in " + folder + ": " + answer.text());
    }
  }

  private record Answer(int code, String text) {}

  private static Answer run(PostgresUser user, List<String> command) throws IOException {
    Path output = Files.createTempFile("merlon-postgres-", ".out");
    try {
      ProcessBuilder builder = new ProcessBuilder(user.command(command));
      builder.directory(Path.of("/").toFile());
      builder
          .environment()
          .keySet()
          .removeIf(name -> name.toUpperCase(Locale.ROOT).startsWith("PG"));
      Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
      process.getOutputStream().close();
      int code = process.waitFor();
      return new Answer(code, Files.readString(output).strip());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while running " + command.getFirst(), stopped);
    } finally {
      Files.delete(output);
    }
  }

  /** Where it listens. */
  public DatabaseAddress address() {
    return address(port, password);
  }

  private static DatabaseAddress address(int port, String password) {
    return new DatabaseAddress("jdbc:postgresql://127.0.0.1:" + port + "/postgres", ROLE, password);
  }

  /** The process id of its main process, for those who watch it. */
  public long pid() throws IOException {
    return Long.parseLong(Files.readAllLines(folder.resolve("postmaster.pid")).getFirst().strip());
  }

  /** Stops it; what was committed is on disk. */
  @Override
  public void close() {
    open = false;
    watch.interrupt();
    try {
      // it may be starting the database at this moment
      watch.join();
      stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
