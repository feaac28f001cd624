package io.merlon.connect.machine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The packages that are installed: dpkg's and apk's own database, rpm by its command. */
record PackageDatabase(Kind kind, List<InstalledPackage> packages) {
  static final String DPKG_STATUS = "/var/lib/dpkg/status";
  static final String APK_INSTALLED = "/lib/apk/db/installed";

  private static final Set<String> FIELDS =
      Set.of("Package", "Version", "Architecture", "Status", "Source");
  private static final List<String> RPM_QUERY =
      List.of("-qa", "--qf", "%{NAME}\\t%{EVR}\\t%{ARCH}\\t%{SOURCERPM}\\n");

  /** Which package manager there is. */
  enum Kind {
    DPKG("dpkg", "apt"),
    RPM("rpm", "dnf"),
    APK("apk", "apk"),
    NONE("none", "none");

    private final String text;
    private final String manager;

    Kind(String text, String manager) {
      this.text = text;
      this.manager = manager;
    }

    String text() {
      return text;
    }

    String manager() {
      return manager;
    }
  }

  static PackageDatabase read(Machine machine) throws IOException {
    MachineFiles files = machine.files();
    if (files.state(DPKG_STATUS).isPresent()) {
      return new PackageDatabase(Kind.DPKG, dpkg(files));
    }
    if (files.state(APK_INSTALLED).isPresent()) {
      return new PackageDatabase(Kind.APK, apk(files.text(APK_INSTALLED).orElse("")));
    }
    if (files.exists("/var/lib/rpm") || files.exists("/usr/lib/sysimage/rpm")) {
      Optional<Commands.Output> output = machine.commands().run("rpm", RPM_QUERY);
      if (output.isEmpty()) {
        throw new IOException(
            "an rpm database is there, but it is read only on a running machine that has the rpm command");
      }
      if (output.get().exit() != 0) {
        throw new IOException("rpm -qa ended with " + output.get().exit());
      }
      return new PackageDatabase(Kind.RPM, rpm(output.get().text()));
    }
    return new PackageDatabase(Kind.NONE, List.of());
  }

  private static List<InstalledPackage> dpkg(MachineFiles files) throws IOException {
    if (files.state(DPKG_STATUS).filter(FileState::isRegular).isEmpty()) {
      throw new IOException(DPKG_STATUS + ": not a regular file, not opened");
    }
    List<InstalledPackage> packages = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Files.newInputStream(files.resolve(DPKG_STATUS)), StandardCharsets.UTF_8))) {
      ControlFile.read(lines, FIELDS, p -> dpkg(p).ifPresent(packages::add));
    }
    return List.copyOf(packages);
  }

  /** Removed packages whose configuration stayed are in there too; their status tells. */
  private static Optional<InstalledPackage> dpkg(Map<String, String> fields) {
    String name = fields.getOrDefault("Package", "");
    String version = fields.getOrDefault("Version", "");
    if (name.isEmpty() || version.isEmpty()) {
      return Optional.empty();
    }
    String source = fields.getOrDefault("Source", name);
    int open = source.indexOf('(');
    int close = source.indexOf(')', open + 1);
    boolean own = open > 0 && close > open;
    return Optional.of(
        new InstalledPackage(
            name,
            version,
            own ? source.substring(0, open).strip() : source,
            own ? source.substring(open + 1, close) : version,
            fields.getOrDefault("Architecture", ""),
            "dpkg",
            fields.getOrDefault("Status", "")));
  }

  static List<InstalledPackage> rpm(String output) {
    List<InstalledPackage> packages = new ArrayList<>();
    for (String line : output.lines().toList()) {
      String[] fields = line.split("\t", -1);
      if (fields.length == 4 && !fields[0].equals("gpg-pubkey")) {
        String file =
            fields[3].endsWith(".src.rpm") ? fields[3].substring(0, fields[3].length() - 8) : "";
        int release = file.lastIndexOf('-');
        int version = release < 0 ? -1 : file.lastIndexOf('-', release - 1);
        packages.add(
            new InstalledPackage(
                fields[0],
                fields[1],
                version > 0 ? file.substring(0, version) : fields[0],
                version > 0 ? file.substring(version + 1) : fields[1],
                fields[2],
                "rpm",
                "installed"));
      }
    }
    return packages;
  }

  static List<InstalledPackage> apk(String database) {
    List<InstalledPackage> packages = new ArrayList<>();
    String name = "";
    String version = "";
    String arch = "";
    String origin = "";
    for (String line : (Iterable<String>) (database + "\n\n").lines()::iterator) {
      if (line.isEmpty() && !name.isEmpty()) {
        String source = origin.isEmpty() ? name : origin;
        packages.add(
            new InstalledPackage(name, version, source, version, arch, "apk", "installed"));
        name = "";
        origin = "";
      }
      if (line.length() > 2 && line.charAt(1) == ':') {
        String value = line.substring(2);
        switch (line.charAt(0)) {
          case 'P' -> name = value;
          case 'V' -> version = value;
          case 'A' -> arch = value;
          case 'o' -> origin = value;
          default -> {}
        }
      }
    }
    return packages;
  }
}
