package io.merlon.store;

import java.util.Objects;

/**
 * Where a PostgreSQL listens and how to sign in to it.
 *
 * @param url a JDBC address: {@code jdbc:postgresql://HOST:PORT/DATABASE}
 * @param user the role
 * @param password its password; never shown by {@link #toString}
 */
public record DatabaseAddress(String url, String user, String password) {
  public DatabaseAddress {
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
  }

  @Override
  public String toString() {
    return user + " at " + url.replaceAll("\\?.*", "");
  }
}
