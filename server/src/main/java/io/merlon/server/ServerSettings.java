package io.merlon.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a server is to run.
 *
 * @param data where it keeps what is its own
 * @param databaseUrl an external PostgreSQL as JDBC address; nothing for one of its own
 * @param bind the address to listen on
 * @param port the port to listen on
 * @param address what clients write: {@code https://HOST:PORT}
 * @param tenant the id of the tenant that everything belongs to
 * @param issuers further OpenID Connect issuers whose tokens count
 * @param audiences for whom their tokens may be made, beside {@code address}
 * @param definitions folders of policy definitions
 * @param admin the client id of the first administrator
 * @param newAdminSecret whether the administrator is to get another secret
 * @param certificate a certificate of one's own; nothing for one that is made
 * @param telemetry where an OpenTelemetry collector listens (OTLP over HTTP), if anywhere
 * @param requestsPerSecond how many requests a principal may make
 */
public record ServerSettings(
    Path data,
    Optional<String> databaseUrl,
    String bind,
    int port,
    String address,
    String tenant,
    List<String> issuers,
    List<String> audiences,
    List<String> definitions,
    String admin,
    boolean newAdminSecret,
    Optional<OwnCertificate> certificate,
    Optional<String> telemetry,
    int requestsPerSecond) {
  /** PEM files. */
  public record OwnCertificate(Path certificate, Path key) {}

  public ServerSettings {
    issuers = List.copyOf(issuers);
    audiences = List.copyOf(audiences);
    definitions = List.copyOf(definitions);
  }

  /** The index of advisories, which {@code merlon advisories} writes beside all else. */
  public Path advisories() {
    return data.resolve("advisories.index");
  }

  /** For the log; an address of a database may hold a password after its question mark. */
  @Override
  public String toString() {
    return "data %s, database %s, at %s on %s, issuers %s, definitions %s, telemetry %s, certificate %s, %d requests a second"
        .formatted(
            data,
            databaseUrl.map(url -> url.replaceAll("\\?.*", "")).orElse("its own"),
            address,
            bind,
            issuers,
            definitions,
            telemetry.isPresent() ? "on" : "off",
            certificate.isPresent() ? "own" : "made",
            requestsPerSecond);
  }
}
