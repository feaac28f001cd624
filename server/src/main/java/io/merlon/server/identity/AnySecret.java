package io.merlon.server.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

/** A principal signs in with any of its secrets; their hashes stand one a line. */
final class AnySecret implements PasswordEncoder {
  private static final String SEPARATOR = "\n";

  private final PasswordEncoder one = PasswordEncoderFactories.createDelegatingPasswordEncoder();

  /** The hashes as one text. */
  static String join(List<String> hashes) {
    return String.join(SEPARATOR, hashes);
  }

  @Override
  public @Nullable String encode(@Nullable CharSequence secret) {
    return one.encode(secret);
  }

  @Override
  public boolean matches(@Nullable CharSequence secret, @Nullable String hashes) {
    boolean matches = false;
    for (String hash : hashes == null ? new String[0] : hashes.split(SEPARATOR, -1)) {
      // every hash is tried, so that the time does not tell which one it was
      matches |= !hash.isEmpty() && one.matches(secret, hash);
    }
    return matches;
  }
}
