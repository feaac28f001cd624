package io.merlon.server.export;

import io.merlon.store.SecretFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** Makes the exporter of an action. Files lie in {@code export} below the data folder. */
final class Receivers {
  private static final long LARGEST_FILE = 64L << 20;

  private final Path data;
  private final InstantSource clock;

  Receivers(Path data, InstantSource clock) {
    this.data = data;
    this.clock = clock;
  }

  /**
   * The exporter of this action; nothing where its type is not run here.
   *
   * @throws IllegalArgumentException when the action names no receiver that is allowed
   */
  Optional<Exporter> of(Automation.Action action) throws IOException {
    return switch (action.type()) {
      case "file" -> Optional.of(file(action.name()));
      case "webhook", "logicapp" -> Optional.of(webhook(action));
      default -> Optional.empty();
    };
  }

  private Exporter file(String name) {
    if (!FileExporter.isName(name)) {
      throw new IllegalArgumentException(
          "fileName must be of letters, digits, '_' and '-': '" + name + "'");
    }
    return new FileExporter(data.resolve("export"), name, LARGEST_FILE);
  }

  private Exporter webhook(Automation.Action action) throws IOException {
    URI address = URI.create(action.address());
    if (!WebhookExporter.isAddress(address)) {
      throw new IllegalArgumentException("uri must be https, or http to this machine");
    }
    String secretName = action.name().isEmpty() ? "default" : action.name();
    if (!FileExporter.isName(secretName)) {
      throw new IllegalArgumentException(
          "secretName must be of letters, digits, '_' and '-': '" + secretName + "'");
    }
    return new WebhookExporter(address, secret(secretName), clock);
  }

  /** The secret that is shared with receivers, made when it is first needed. */
  private byte[] secret(String name) throws IOException {
    return SecretFiles.madeOnce(data.resolve("secrets").resolve("webhook-" + name))
        .getBytes(StandardCharsets.UTF_8);
  }
}
