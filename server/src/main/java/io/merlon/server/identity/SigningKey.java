package io.merlon.server.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.merlon.store.SecretFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.UUID;

/** The key that tokens are signed with; made once, kept beside the other secrets. */
public final class SigningKey {
  private static final int BITS = 3072;

  private SigningKey() {}

  /**
   * The key in a file.
   *
   * @param file where it is kept; made when it is not there
   */
  public static RSAKey load(Path file) throws IOException {
    try {
      if (!Files.exists(file)) {
        RSAKey fresh = new RSAKeyGenerator(BITS).keyID(UUID.randomUUID().toString()).generate();
        SecretFiles.write(file, fresh.toJSONString());
      }
      return RSAKey.parse(Files.readString(file));
    } catch (JOSEException | ParseException e) {
      throw new IOException(file + ": not a signing key: " + e.getMessage(), e);
    }
  }
}
