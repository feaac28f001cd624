package io.merlon.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Unpacks the PostgreSQL that comes with Merlon, once. */
final class PostgresBinaries {
  /** The major version; a database folder belongs to one. */
  static final String VERSION = "18";

  private PostgresBinaries() {}

  /**
   * The folder of the programs ({@code initdb}, {@code pg_ctl}, ...), below the given one.
   *
   * @throws IOException when this kind of machine has none, or they cannot be written
   */
  static Path unpack(Path into) throws IOException {
    Path home = into.resolve("programs-" + VERSION);
    Path programs = home.resolve("bin");
    if (Files.isExecutable(programs.resolve("postgres"))) {
      return programs;
    }
    String resource = "/postgres-linux-" + architecture() + ".txz";
    Path fresh = Files.createTempDirectory(into, "programs-");
    try (InputStream packed =
        Optional.ofNullable(PostgresBinaries.class.getResourceAsStream(resource))
            .orElseThrow(() ->
                new IOException(
                    "no PostgreSQL for this machine is built in ("
                        + resource
                        + "): give one with --database-url"))) {
      unpack(packed, fresh);
    }
    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
    removeTree(home);
    Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
    return programs;
  }

  private static String architecture() {
    String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return switch (machine) {
      case "amd64", "x86_64" -> "x86_64";
      case "aarch64" -> "arm_64";
      default -> machine;
    };
  }

  private static void unpack(InputStream packed, Path into) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(packed)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path target = into.resolve(entry.getName()).normalize();
        if (!target.startsWith(into)) {
          throw new IOException("the archive names a path outside of it: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else if (entry.isSymbolicLink()) {
          Files.createDirectories(parent(target));
          Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
          Files.createDirectories(parent(target));
          Files.copy(tar, target);
          boolean runs = (entry.getMode() & 0100) != 0;
          Files.setPosixFilePermissions(
              target, PosixFilePermissions.fromString(runs ? "rwxr-xr-x" : "rw-r--r--"));
        }
      }
    }
  }

  private static Path parent(Path path) {
    return Optional.ofNullable(path.getParent()).orElse(path);
  }

  private static void removeTree(Path tree) throws IOException {
    if (Files.exists(tree)) {
      try (Stream<Path> all = Files.walk(tree)) {
        for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
