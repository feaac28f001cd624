package io.merlon.connect.machine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** sshd_config(5) outside of Match blocks: of each keyword the first value counts. */
final class SshdConfig {
  static final String PATH = "/etc/ssh/sshd_config";

  private static final int FILES_LIMIT = 200;
  private static final int DEPTH_LIMIT = 16;
  private static final Set<String> REPEATABLE =
      Set.of(
          "port",
          "listenaddress",
          "hostkey",
          "acceptenv",
          "allowusers",
          "allowgroups",
          "denyusers",
          "denygroups",
          "subsystem",
          "setenv");

  /** The defaults that sshd_config(5) of OpenSSH states, of keywords whose default matters. */
  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("port", "22"),
          Map.entry("permitrootlogin", "prohibit-password"),
          Map.entry("passwordauthentication", "yes"),
          Map.entry("pubkeyauthentication", "yes"),
          Map.entry("kbdinteractiveauthentication", "yes"),
          Map.entry("hostbasedauthentication", "no"),
          Map.entry("gssapiauthentication", "no"),
          Map.entry("permitemptypasswords", "no"),
          Map.entry("permituserenvironment", "no"),
          Map.entry("ignorerhosts", "yes"),
          Map.entry("ignoreuserknownhosts", "no"),
          Map.entry("strictmodes", "yes"),
          Map.entry("usepam", "no"),
          Map.entry("x11forwarding", "no"),
          Map.entry("allowtcpforwarding", "yes"),
          Map.entry("allowagentforwarding", "yes"),
          Map.entry("allowstreamlocalforwarding", "yes"),
          Map.entry("disableforwarding", "no"),
          Map.entry("gatewayports", "no"),
          Map.entry("permittunnel", "no"),
          Map.entry("permituserrc", "yes"),
          Map.entry("maxauthtries", "6"),
          Map.entry("maxsessions", "10"),
          Map.entry("maxstartups", "10:30:100"),
          Map.entry("logingracetime", "120"),
          Map.entry("clientaliveinterval", "0"),
          Map.entry("clientalivecountmax", "3"),
          Map.entry("tcpkeepalive", "yes"),
          Map.entry("compression", "yes"),
          Map.entry("loglevel", "INFO"),
          Map.entry("syslogfacility", "AUTH"),
          Map.entry("banner", "none"),
          Map.entry("printmotd", "yes"),
          Map.entry("printlastlog", "yes"),
          Map.entry("usedns", "no"),
          Map.entry("authorizedkeysfile", ".ssh/authorized_keys .ssh/authorized_keys2"));

  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private final Set<String> seen = new HashSet<>();
  private int matchBlocks;

  private SshdConfig() {}

  /** What {@code sshd -T} printed. */
  static SshdConfig told(String output) {
    SshdConfig config = new SshdConfig();
    output.lines().forEach(config::add);
    return config;
  }

  /** The files, with the defaults where they say nothing. */
  static SshdConfig read(MachineFiles files) throws IOException {
    SshdConfig config = new SshdConfig();
    if (files.state(PATH).isEmpty()) {
      throw new IOException(PATH + ": no such file");
    }
    config.include(files, PATH, 0);
    DEFAULTS.forEach((key, value) -> config.values.putIfAbsent(key, List.of(value)));
    return config;
  }

  private void include(MachineFiles files, String path, int depth) throws IOException {
    if (depth > DEPTH_LIMIT || seen.size() > FILES_LIMIT) {
      throw new IOException(path + ": included too deep, or in a loop");
    }
    seen.add(path);
    for (String line : Texts.settings(files.text(path).orElse(""))) {
      String key = key(line);
      if (key.equals("match")) {
        matchBlocks++;
        return; // all that follows in this file is conditional
      }
      if (key.equals("include")) {
        for (String pattern : Texts.words(value(line, key))) {
          String plain = Texts.unquoted(pattern);
          for (String file : files.glob(plain.startsWith("/") ? plain : "/etc/ssh/" + plain)) {
            include(files, file, depth + 1);
          }
        }
      } else {
        add(line);
      }
    }
  }

  private static String key(String line) {
    int end = 0;
    while (end < line.length() && Character.isLetterOrDigit(line.charAt(end))) {
      end++;
    }
    return line.substring(0, end).toLowerCase(Locale.ROOT);
  }

  private static String value(String line, String key) {
    return line.substring(key.length())
        .replaceFirst("^\\s*=?\\s*", "")
        .replaceFirst("\\s+#.*$", "")
        .strip();
  }

  private void add(String line) {
    String written = key(line.strip());
    if (written.isEmpty()) {
      return;
    }
    String value = normal(Texts.unquoted(value(line.strip(), written)));
    String key =
        written.equals("challengeresponseauthentication")
            ? "kbdinteractiveauthentication"
            : written;
    if (REPEATABLE.contains(key)) {
      values.computeIfAbsent(key, _ -> new ArrayList<>()).add(value);
    } else {
      values.putIfAbsent(key, List.of(value));
    }
  }

  /** {@code sshd -T} still prints the old word for prohibit-password. */
  private static String normal(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "without-password" -> "prohibit-password";
      case "yes" -> "yes";
      case "no" -> "no";
      default -> Texts.printable(value);
    };
  }

  /** Each keyword with its value; several values are joined by a space. */
  Map<String, String> single() {
    Map<String, String> single = new TreeMap<>();
    values.forEach((key, list) -> single.put(key, String.join(" ", list)));
    return single;
  }

  List<String> all(String key) {
    return values.getOrDefault(key, List.of());
  }

  /** How many files have a Match block, whose conditional settings are not in here. */
  int matchBlocks() {
    return matchBlocks;
  }
}
