package io.merlon.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.List;

/**
 * As whom PostgreSQL runs: as ourselves or, because it refuses to run as root and should not have
 * root's rights either, as an unprivileged account of the system.
 */
final class PostgresUser {
  private static final List<String> CANDIDATES = List.of("merlon", "postgres", "nobody");

  private final String account;

  private PostgresUser(String account) {
    this.account = account;
  }

  static PostgresUser choose() throws IOException {
    if (!"root".equals(System.getProperty("user.name"))) {
      return new PostgresUser("");
    }
    for (String candidate : CANDIDATES) {
      if (principal(candidate).length > 0) {
        return new PostgresUser(candidate);
      }
    }
    throw new IOException(
        "PostgreSQL does not run as root and none of the accounts "
            + CANDIDATES
            + " exists: create one with 'useradd --system merlon', or start Merlon as another user");
  }

  private static UserPrincipal[] principal(String name) throws IOException {
    try {
      return new UserPrincipal[] {
        Path.of("/").getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name)
      };
    } catch (UserPrincipalNotFoundException none) {
      return new UserPrincipal[0];
    }
  }

  /** Whether it is somebody else than who runs this program. */
  boolean isOther() {
    return !account.isEmpty();
  }

  /** The command as it has to be started, without root's groups and capabilities. */
  List<String> command(List<String> words) {
    if (!isOther()) {
      return words;
    }
    List<String> dropped =
        new ArrayList<>(
            List.of(
                "setpriv",
                "--reuid=" + account,
                "--regid=" + group(),
                "--clear-groups",
                "--inh-caps=-all",
                "--no-new-privs",
                "--"));
    dropped.addAll(words);
    return dropped;
  }

  private String group() {
    return account.equals("nobody") ? "nogroup" : account;
  }

  /** Hands the file or folder to the account. */
  void own(Path path) throws IOException {
    for (UserPrincipal owner : isOther() ? principal(account) : new UserPrincipal[0]) {
      Files.getFileAttributeView(path, FileOwnerAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .setOwner(owner);
    }
  }

  @Override
  public String toString() {
    return isOther() ? account : System.getProperty("user.name");
  }
}
