package io.merlon.server;

import com.nimbusds.jose.jwk.RSAKey;
import io.merlon.server.arm.ArmApi;
import io.merlon.server.arm.ArmController;
import io.merlon.server.assessment.ContinuousAssessment;
import io.merlon.server.assessment.PolicySource;
import io.merlon.server.export.ContinuousExport;
import io.merlon.server.identity.AuthorityController;
import io.merlon.server.identity.Principals;
import io.merlon.server.identity.RoleAssignments;
import io.merlon.server.identity.SecurityConfiguration;
import io.merlon.server.identity.SigningKey;
import io.merlon.server.observability.Observability;
import io.merlon.server.threat.ThreatDetection;
import io.merlon.server.threat.ThreatRules;
import io.merlon.server.vulnerability.VulnerabilityAssessment;
import io.merlon.store.Database;
import io.merlon.store.DatabaseAddress;
import io.merlon.store.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;

/** A running server with all that it started; closing it stops everything in order. */
public final class MerlonServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MerlonServer.class);

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final ServerSettings settings;
  private final InstantSource clock = InstantSource.system();
  private final Database database;
  private final Principals principals;
  private final RoleAssignments roles;
  private final ContinuousAssessment assessment;
  private final ContinuousExport export;
  private final VulnerabilityAssessment vulnerabilities;
  private final ThreatDetection threats;
  private final ServerCertificate certificate;
  private final ConfigurableApplicationContext web;
  private final Optional<Administrator.Credentials> newAdmin;

  /** What is scanned by nobody: every part is named. */
  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import({
    SecurityConfiguration.class,
    AuthorityController.class,
    ArmApi.class,
    ArmController.class,
    ReportController.class,
    Observability.class
  })
  static class Parts {}

  private MerlonServer(ServerSettings settings) throws IOException {
    this.settings = settings;
    try {
      started.push(DataFolder.take(settings.data()));
      requireFree(settings);
      database = Database.open(address());
      started.push(database);
      principals = new Principals(database.principals(), clock);
      roles = new RoleAssignments(database.documents());
      PolicySource policies = new PolicySource(settings.definitions(), database.documents());
      assessment = new ContinuousAssessment(database, policies, clock);
      started.push(assessment);
      export = new ContinuousExport(database, assessment, settings.data(), clock);
      started.push(export);
      vulnerabilities =
          new VulnerabilityAssessment(database, assessment, settings.advisories(), clock);
      started.push(vulnerabilities);
      threats =
          new ThreatDetection(database, ThreatRules.load(settings.data().resolve("rules")), clock);
      certificate =
          settings.certificate().isPresent()
              ? ServerCertificate.own(settings.certificate().get())
              : MadeCertificate.in(settings.data(), clock.instant());
      web = startWeb(policies);
      LOG.info("started: {}", settings);
      // last, so that a secret that was made is also shown
      newAdmin =
          new Administrator(database, principals, roles, clock)
              .make(settings.admin(), settings.newAdminSecret());
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts everything; what was started is stopped again when a part fails.
   *
   * @throws IOException when the data folder cannot be used or is in use
   */
  public static MerlonServer start(ServerSettings settings) throws IOException {
    return new MerlonServer(settings);
  }

  /** Says so before anything is started when somebody else listens there. */
  private static void requireFree(ServerSettings settings) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(settings.bind(), settings.port()));
    } catch (SocketException e) {
      throw new IOException(
          "cannot listen on %s, port %d: %s; choose another with --bind and --port"
              .formatted(settings.bind(), settings.port(), e.getMessage()),
          e);
    }
  }

  private DatabaseAddress address() throws IOException {
    if (settings.databaseUrl().isPresent()) {
      return DatabaseAddress.external(settings.databaseUrl().get(), System.getenv());
    }
    EmbeddedPostgres postgres = EmbeddedPostgres.start(settings.data());
    started.push(postgres);
    return postgres.address();
  }

  private ConfigurableApplicationContext startWeb(PolicySource policies) throws IOException {
    RSAKey key = SigningKey.load(settings.data().resolve("secrets").resolve("signing-key.json"));
    ApplicationContextInitializer<GenericApplicationContext> parts =
        context -> {
          context.registerBean(ServerSettings.class, () -> settings);
          context.registerBean(Database.class, () -> database, one -> one.setDestroyMethodName(""));
          context.registerBean(PolicySource.class, () -> policies);
          context.registerBean(
              ContinuousAssessment.class, () -> assessment, one -> one.setDestroyMethodName(""));
          context.registerBean(
              VulnerabilityAssessment.class,
              () -> vulnerabilities,
              one -> one.setDestroyMethodName(""));
          context.registerBean(ThreatDetection.class, () -> threats);
          context.registerBean(InstantSource.class, () -> clock);
          context.registerBean(RSAKey.class, () -> key);
          context.registerBean(RoleAssignments.class, () -> roles);
          context.registerBean(Principals.class, () -> principals);
        };
    ConfigurableApplicationContext context =
        new SpringApplicationBuilder(Parts.class)
            .web(WebApplicationType.SERVLET)
            .initializers(parts)
            .properties(SpringProperties.of(settings, certificate))
            .run();
    started.push(context);
    assessment.start();
    export.start();
    vulnerabilities.start();
    return context;
  }

  public ServerSettings settings() {
    return settings;
  }

  /** A file with the certificate, for clients to trust. */
  public Path certificate() {
    return certificate.pem();
  }

  /** All that answers requests, for tests that look at every part of it. */
  ApplicationContext web() {
    return web;
  }

  public Database database() {
    return database;
  }

  public ContinuousAssessment assessment() {
    return assessment;
  }

  public VulnerabilityAssessment vulnerabilities() {
    return vulnerabilities;
  }

  public ThreatDetection threats() {
    return threats;
  }

  /** The administrator, when this start made the first one or a new secret. */
  Optional<Administrator.Credentials> newAdmin() {
    return newAdmin;
  }

  @Override
  public void close() {
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        System.getLogger("io.merlon").log(System.Logger.Level.ERROR, "stopping failed", e);
      }
    }
  }
}
