package io.merlon.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.merlon.connect.machine.MachineContext;
import io.merlon.connect.machine.MachineFacts;
import io.merlon.connect.machine.MachineInventory;
import io.merlon.connect.software.MachineSoftware;
import io.merlon.estate.EstateGenerator;
import io.merlon.estate.UnhealthyShares;
import io.merlon.model.ObjectValue;
import io.merlon.model.Resource;
import io.merlon.posture.PostureReport;
import io.merlon.server.threat.SampleAlerts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code merlon up}: the server, until it is told to stop. */
@Command(
    name = "merlon up",
    description =
        "Start the server: continuous assessment, kept in PostgreSQL, behind the ARM API.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "With --database-url the role and its password come from MERLON_DATABASE_USER and",
      "MERLON_DATABASE_PASSWORD. Stop the server with Ctrl-C or SIGTERM."
    })
public final class Up implements Callable<Integer> {
  private static final long FIRST_PASS_SECONDS = 600;
  private static final long DEMO_SEED = 7;
  private static final int DEMO_ALERTING = 3;
  private static final double DEMO_UNHEALTHY = 0.2;

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where everything is kept (default: ~/.merlon).")
  private Path data = Path.of(System.getProperty("user.home"), ".merlon");

  @Option(
      names = "--database-url",
      paramLabel = "JDBC",
      description = "Use this PostgreSQL instead of Merlon's own: jdbc:postgresql://HOST/DATABASE.")
  private Optional<String> databaseUrl = Optional.empty();

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description = "Listen on this address (default: ${DEFAULT-VALUE}).")
  private String bind = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Listen on this port (default: ${DEFAULT-VALUE}).")
  private int port = 8443;

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description = "The name that clients write (default: ${DEFAULT-VALUE}).")
  private String host = "localhost";

  @Option(
      names = "--definitions",
      paramLabel = "DIR",
      description = "A folder of policy definitions; may be repeated.")
  private List<String> definitions = List.of();

  @Option(
      names = "--issuer",
      paramLabel = "URL",
      description = "Accept tokens of this OpenID Connect issuer too; may be repeated.")
  private List<String> issuers = List.of();

  @Option(
      names = "--audience",
      paramLabel = "NAME",
      description =
          "Accept tokens of an --issuer that are made for this audience; may be repeated"
              + " (always: the server's address).")
  private List<String> audiences = List.of();

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description = "Use this certificate (PEM, with its chain) instead of one that is made.")
  private Optional<Path> certificate = Optional.empty();

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "The private key (PEM) of --certificate.")
  private Optional<Path> key = Optional.empty();

  @Option(
      names = "--telemetry",
      paramLabel = "URL",
      description =
          "Send metrics and traces to this OpenTelemetry collector (OTLP over HTTP, usually port 4318).")
  private Optional<String> telemetry = Optional.empty();

  @Option(
      names = "--requests-per-second",
      paramLabel = "N",
      description = "What one principal may ask for (default: ${DEFAULT-VALUE}).")
  private int requestsPerSecond = 1_000;

  @Option(
      names = "--admin",
      paramLabel = "NAME",
      description = "The client id of the first administrator (default: ${DEFAULT-VALUE}).")
  private String admin = "admin";

  @Option(
      names = "--new-admin-secret",
      description = "Give the administrator another secret and show it.")
  private boolean newAdminSecret;

  @Option(
      names = "--demo",
      arity = "0..1",
      fallbackValue = "2000",
      paramLabel = "RESOURCES",
      description = "Add a sample estate of this many resources (${FALLBACK-VALUE}).")
  private Optional<Integer> demo = Optional.empty();

  public static void main(String[] arguments) {
    quieten();
    CommandLine line = new CommandLine(new Up());
    line.setExecutionExceptionHandler((e, command, parsed) -> {
      command.getErr().println("merlon: " + e.getMessage());
      return 3;
    });
    System.exit(line.execute(arguments));
  }

  /** Until the server's own logging is set up, only errors are worth a line. */
  private static void quieten() {
    if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
      root.setLevel(Level.ERROR);
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(asked, stopped), "stop"));
    try (MerlonServer server = MerlonServer.start(settings())) {
      say("looking at this machine");
      onboard(server);
      if (demo.isPresent()) {
        say("adding a sample estate of " + demo.get() + " resources");
        addDemo(server, demo.get());
      }
      if (demo.isPresent() && server.database().alerts().newestActive(1).isEmpty()) {
        say("raising sample alerts");
        addSampleAlerts(server);
      }
      server.assessment().changed();
      say("assessing");
      if (!server.assessment().awaitCurrent(FIRST_PASS_SECONDS)) {
        say("the first assessment is still running");
      }
      announce(server, out);
      asked.await();
    } finally {
      stopped.countDown();
    }
    return 0;
  }

  /** Lets the program end only when everything is closed. */
  private static void stop(CountDownLatch asked, CountDownLatch stopped) {
    asked.countDown();
    try {
      stopped.await();
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private void say(String message) {
    spec.commandLine().getErr().println("merlon: " + message + " ...");
  }

  private ServerSettings settings() throws IOException {
    Files.createDirectories(data);
    Path tenantFile = data.resolve("tenant-id");
    if (!Files.exists(tenantFile)) {
      Files.writeString(tenantFile, UUID.randomUUID().toString());
    }
    return new ServerSettings(
        data.toAbsolutePath().normalize(),
        databaseUrl,
        bind,
        port,
        "https://" + host + ":" + port,
        Files.readString(tenantFile).strip(),
        issuers,
        audiences,
        definitions,
        admin,
        newAdminSecret,
        ownCertificate(),
        telemetry,
        requestsPerSecond);
  }

  private Optional<ServerSettings.OwnCertificate> ownCertificate() {
    if (certificate.isPresent() != key.isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "--certificate and --key belong together: give both or none");
    }
    return certificate.map(one -> new ServerSettings.OwnCertificate(one, key.orElseThrow()));
  }

  private void onboard(MerlonServer server) throws IOException {
    MachineFacts facts = MachineInventory.read(Path.of("/"), MachineContext.at(Instant.now()));
    server.database().resources().put(List.of(facts.machine()));
    if (Files.exists(server.settings().advisories())) {
      say("looking at its software");
      var _ = server.vulnerabilities().put(facts.machine().id(), MachineSoftware.read());
    }
  }

  private static void addDemo(MerlonServer server, int size) {
    try (Stream<ObjectValue> documents =
        new EstateGenerator(DEMO_SEED, size, UnhealthyShares.of(DEMO_UNHEALTHY)).resources()) {
      server.database().resources().putAll(documents.map(Resource::of));
    }
  }

  /** Of the subscriptions of the estate, which has nothing of its own to detect. */
  private static void addSampleAlerts(MerlonServer server) {
    SampleAlerts samples =
        new SampleAlerts(server.database(), server.threats(), InstantSource.system());
    server.database().resources().subscriptions().stream()
        .limit(DEMO_ALERTING)
        .forEach(one -> samples.raise(one, List.copyOf(SampleAlerts.bundles())));
  }

  private static void announce(MerlonServer server, PrintWriter out) {
    out.println();
    out.println("Merlon is up at " + server.settings().address());
    out.println("  certificate  " + server.certificate());
    server
        .newAdmin()
        .ifPresentOrElse(
            admin -> {
              out.println("  client id    " + admin.clientId());
              out.println("  secret       " + admin.secret() + "   (shown this once)");
            },
            () ->
                out.println(
                    "  sign in as   "
                        + server.settings().admin()
                        + ", with the secret shown at the first start (--new-admin-secret)"));
    server
        .assessment()
        .standing()
        .ifPresent(standing -> {
          PostureReport report = standing.report();
          out.printf(
              "  secure score %.0f %% (%.2f of %d), %d resources, %d recommendations open%n",
              report.score().percentage(),
              report.score().current(),
              report.score().max(),
              report.resources(),
              report.recommendations().stream().filter(one -> one.unhealthy() > 0).count());
        });
    out.flush();
  }
}
