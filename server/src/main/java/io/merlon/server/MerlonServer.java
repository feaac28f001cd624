package io.merlon.server;

import com.nimbusds.jose.jwk.RSAKey;
import io.merlon.server.arm.ArmApi;
import io.merlon.server.arm.ArmController;
import io.merlon.server.assessment.ContinuousAssessment;
import io.merlon.server.assessment.PolicySource;
import io.merlon.server.export.ContinuousExport;
import io.merlon.server.identity.AuthorityController;
import io.merlon.server.identity.Role;
import io.merlon.server.identity.RoleAssignments;
import io.merlon.server.identity.SecurityConfiguration;
import io.merlon.server.identity.SigningKey;
import io.merlon.store.Database;
import io.merlon.store.DatabaseAddress;
import io.merlon.store.EmbeddedPostgres;
import io.merlon.store.PrincipalStore.Principal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;

/** A running server with all that it started; closing it stops everything in order. */
public final class MerlonServer implements AutoCloseable {
  private static final String ADMIN = "admin";

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final ServerSettings settings;
  private final Database database;
  private final ContinuousAssessment assessment;
  private final ContinuousExport export;
  private final Optional<Credentials> newAdmin;

  /** What is scanned by nobody: every part is named. */
  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import({
    SecurityConfiguration.class,
    AuthorityController.class,
    ArmApi.class,
    ArmController.class,
    ReportController.class
  })
  static class Parts {}

  /**
   * How to sign in.
   *
   * @param secret shown once; only a hash of it is kept
   */
  public record Credentials(String clientId, String secret) {
    @Override
    public String toString() {
      return clientId;
    }
  }

  private MerlonServer(ServerSettings settings) throws IOException {
    this.settings = settings;
    try {
      Files.createDirectories(settings.data());
      lock(settings.data());
      DatabaseAddress address;
      if (settings.databaseUrl().isPresent()) {
        address = new DatabaseAddress(settings.databaseUrl().get(), user(), password());
      } else {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(settings.data());
        started.push(postgres);
        address = postgres.address();
      }
      database = Database.open(address);
      started.push(database);
      PolicySource policies = new PolicySource(settings.definitions(), database.documents());
      assessment = new ContinuousAssessment(database, policies, InstantSource.system());
      started.push(assessment);
      export = new ContinuousExport(database, assessment, settings.data(), InstantSource.system());
      started.push(export);
      startWeb(policies);
      // last, so that a secret that was made is also shown
      newAdmin = makeAdmin();
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

  private static String user() {
    return Optional.ofNullable(System.getenv("MERLON_DATABASE_USER")).orElse("merlon");
  }

  private static String password() {
    return Optional.ofNullable(System.getenv("MERLON_DATABASE_PASSWORD")).orElse("");
  }

  private void lock(Path data) throws IOException {
    Path file = data.resolve("lock");
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    started.push(channel);
    if (channel.tryLock() == null) {
      channel.close();
      throw new IOException(
          data + " is in use by another Merlon: stop it, or choose another folder with --data");
    }
  }

  /** The first administrator, or the one there is with another secret when that was asked for. */
  private Optional<Credentials> makeAdmin() {
    boolean isFirst =
        database.documents().list(RoleAssignments.TYPE.toLowerCase(Locale.ROOT), "/").isEmpty();
    if (!isFirst && !settings.newAdminSecret()) {
      return Optional.empty();
    }
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    UUID id = database.principals().find(ADMIN).map(Principal::id).orElseGet(UUID::randomUUID);
    String hash =
        String.valueOf(PasswordEncoderFactories.createDelegatingPasswordEncoder().encode(secret));
    database.principals().put(new Principal(id, ADMIN, "Administrator", hash));
    RoleAssignments roles = new RoleAssignments(database.documents());
    if (!roles.of(id.toString()).permit(false, RoleAssignments.TYPE.toLowerCase(Locale.ROOT), "")) {
      roles.assignEverywhere(id, Role.OWNER);
    }
    return Optional.of(new Credentials(ADMIN, secret));
  }

  private void startWeb(PolicySource policies) throws IOException {
    ServerCertificate certificate = ServerCertificate.in(settings.data(), Instant.now());
    RSAKey key = SigningKey.load(settings.data().resolve("secrets").resolve("signing-key.json"));
    ApplicationContextInitializer<GenericApplicationContext> parts =
        context -> {
          context.registerBean(ServerSettings.class, () -> settings);
          context.registerBean(Database.class, () -> database, one -> one.setDestroyMethodName(""));
          context.registerBean(PolicySource.class, () -> policies);
          context.registerBean(
              ContinuousAssessment.class, () -> assessment, one -> one.setDestroyMethodName(""));
          context.registerBean(InstantSource.class, InstantSource::system);
          context.registerBean(RSAKey.class, () -> key);
          context.registerBean(
              RoleAssignments.class, () -> new RoleAssignments(database.documents()));
        };
    started.push(
        new SpringApplicationBuilder(Parts.class)
            .web(WebApplicationType.SERVLET)
            .initializers(parts)
            .properties(properties(certificate))
            .run());
    assessment.start();
    export.start();
  }

  private Map<String, Object> properties(ServerCertificate certificate) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("server.address", settings.bind());
    properties.put("server.port", settings.port());
    properties.put("server.ssl.key-store", certificate.keyStore().toUri().toString());
    properties.put("server.ssl.key-store-type", "PKCS12");
    properties.put("server.ssl.key-store-password", certificate.password());
    properties.put("server.ssl.enabled-protocols", "TLSv1.2,TLSv1.3");
    properties.put("server.error.include-message", "never");
    properties.put("server.error.include-stacktrace", "never");
    properties.put("server.max-http-request-header-size", "32KB");
    properties.put("server.shutdown", "graceful");
    properties.put("spring.threads.virtual.enabled", "true");
    properties.put("spring.main.banner-mode", "off");
    properties.put("spring.main.log-startup-info", "false");
    properties.put("logging.level.root", "warn");
    properties.put("logging.level.io.merlon", "info");
    properties.put("logging.file.name", settings.data().resolve("server.log").toString());
    properties.put("logging.threshold.console", "error");
    properties.put("logging.structured.format.file", "ecs");
    properties.put("management.endpoints.web.base-path", "/");
    properties.put("management.endpoints.web.exposure.include", "health");
    properties.put("management.endpoint.health.probes.enabled", "true");
    return properties;
  }

  public ServerSettings settings() {
    return settings;
  }

  public Database database() {
    return database;
  }

  public ContinuousAssessment assessment() {
    return assessment;
  }

  /** The administrator, when this start made the first one or a new secret. */
  public Optional<Credentials> newAdmin() {
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
