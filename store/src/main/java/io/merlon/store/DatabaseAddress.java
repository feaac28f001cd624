package io.merlon.store;

import java.util.Map;
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

  /**
   * A PostgreSQL that others run.
   *
   * @param environment names the role and its password: {@code MERLON_DATABASE_USER}, {@code
   *     MERLON_DATABASE_PASSWORD}
   */
  public static DatabaseAddress external(String url, Map<String, String> environment) {
    return new DatabaseAddress(
        url,
        environment.getOrDefault("MERLON_DATABASE_USER", "merlon"),
        environment.getOrDefault("MERLON_DATABASE_PASSWORD", ""));
  }

  @Override
  public String toString() {
    return user + " at " + url.replaceAll("\\?.*", "");
  }
}
