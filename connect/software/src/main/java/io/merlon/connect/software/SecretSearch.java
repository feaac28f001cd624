package io.merlon.connect.software;

import io.merlon.vulnerability.secrets.Secret;
import io.merlon.vulnerability.secrets.SecretScanner;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks for secrets in the files that go by while software is looked for. */
public final class SecretSearch {
  private static final int MAX_FOUND = 10_000;

  private final Optional<SecretScanner> scanner;
  private final List<Secret> found = new ArrayList<>();

  private SecretSearch(Optional<SecretScanner> scanner) {
    this.scanner = scanner;
  }

  /** A search; tokens that end before now do not count. */
  public static SecretSearch at(Instant now) {
    return new SecretSearch(Optional.of(new SecretScanner(now)));
  }

  /** A search that looks into nothing. */
  public static SecretSearch none() {
    return new SecretSearch(Optional.empty());
  }

  /** What was found so far. */
  public List<Secret> found() {
    return List.copyOf(found);
  }

  /** Whether a file with this path and size should be shown. */
  public boolean wants(String path, long size) {
    return found.size() < MAX_FOUND && scanner.filter(one -> one.wants(path, size)).isPresent();
  }

  /** Looks into a file. */
  public void look(String path, InputStream content) throws IOException {
    look(path, "", content);
  }

  void look(String path, String layer, InputStream content) throws IOException {
    if (scanner.isPresent()) {
      scanner.get().scan(path, content).forEach(secret -> found.add(secret.in(layer)));
    }
  }
}
