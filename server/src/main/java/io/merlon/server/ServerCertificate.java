package io.merlon.server;

import io.merlon.server.ServerSettings.OwnCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What the server shows to its clients. */
interface ServerCertificate {
  /** Tells Spring. */
  void addTo(Map<String, Object> properties);

  /** A file with the certificate, for clients to trust. */
  Path pem();

  /**
   * One's own.
   *
   * @throws IOException when a file cannot be read
   */
  static ServerCertificate own(OwnCertificate files) throws IOException {
    for (Path file : new Path[] {files.certificate(), files.key()}) {
      if (!Files.isReadable(file)) {
        throw new IOException(file + ": cannot be read; it has to be a PEM file");
      }
    }
    return new Own(files.certificate(), files.key());
  }

  /** Two PEM files: the certificate with its chain, and its private key. */
  record Own(Path pem, Path key) implements ServerCertificate {
    @Override
    public void addTo(Map<String, Object> properties) {
      properties.put("server.ssl.certificate", pem.toUri().toString());
      properties.put("server.ssl.certificate-private-key", key.toUri().toString());
    }
  }
}
