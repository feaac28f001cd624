package io.merlon.connect.machine;

import io.merlon.model.ObjectValue;
import io.merlon.vulnerability.version.VersionOrder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** sudo, as sudoers(5) and what it includes set it up. */
final class SudoFacts implements FactGroup {
  private static final int FILES_LIMIT = 500;
  private static final Pattern INCLUDE = Pattern.compile("^[@#]include(dir)?\\s+\"?([^\"]+?)\"?$");
  private static final Pattern SETTING =
      Pattern.compile("(!?)([a-z_]+)\\s*(?:=\\s*(\"[^\"]*\"|[^,\\s]+))?");

  @Override
  public String name() {
    return "sudo";
  }

  @Override
  public void read(Machine machine, FactSink facts) {
    ObjectValue.Builder sudo = ObjectValue.builder();
    boolean installed = machine.hasProgram("sudo");
    sudo.put("installed", installed);
    if (installed) {
      try {
        List<String> lines = new ArrayList<>();
        gather(machine, "/etc/sudoers", lines, new HashSet<>(), facts);
        describe(machine, lines, sudo);
        sudo.put("readable", true);
      } catch (IOException e) {
        sudo.put("readable", false);
        facts.notRead("sudo", e);
      }
    }
    facts.put("sudo", sudo.build());
  }

  private static void gather(
      Machine machine, String path, List<String> lines, Set<String> seen, FactSink facts)
      throws IOException {
    if (!seen.add(path)) {
      return;
    }
    if (seen.size() > FILES_LIMIT) {
      throw new IOException(path + ": more than " + FILES_LIMIT + " included files");
    }
    // Comments go after includes were looked for: #include is not a comment.
    String text = machine.files().text(path).orElse("").replace("\\\n", " ");
    for (String line : text.lines().map(String::strip).toList()) {
      Matcher include = INCLUDE.matcher(line);
      if (!include.matches()) {
        String rule = line.replaceFirst("(^|\\s)#(?!\\d).*$", "").strip();
        if (!rule.isEmpty()) {
          lines.add(Texts.printable(rule));
        }
        continue;
      }
      String target =
          include.group(2).startsWith("/") ? include.group(2) : "/etc/" + include.group(2);
      if (include.group(1) == null) {
        gather(machine, target, lines, seen, facts);
      } else {
        for (String name : machine.files().names(target)) {
          // sudo itself passes over names with a dot or a tilde at the end
          if (!name.contains(".") && !name.endsWith("~")) {
            gather(machine, target + "/" + name, lines, seen, facts);
          }
        }
      }
    }
  }

  private static void describe(Machine machine, List<String> lines, ObjectValue.Builder sudo) {
    List<String> noPassword = new ArrayList<>();
    List<String> noAuthenticate = new ArrayList<>();
    Optional<Boolean> usePty = Optional.empty();
    for (String line : lines) {
      boolean defaults = line.startsWith("Defaults");
      if (!defaults && line.contains("NOPASSWD:")) {
        noPassword.add(line);
      }
      if (line.contains("!authenticate")) {
        noAuthenticate.add(line);
      }
      if (defaults) {
        String settings = line.replaceFirst("^Defaults\\S*", "");
        Matcher setting = SETTING.matcher(settings);
        while (setting.find()) {
          String value = setting.group(3) == null ? "" : Texts.unquoted(setting.group(3));
          switch (setting.group(2)) {
            case "use_pty" -> usePty = Optional.of(setting.group(1).isEmpty());
            case "logfile" -> sudo.put("logfile", value);
            case "timestamp_timeout" ->
                minutes(value).ifPresent(m -> sudo.put("timestampTimeoutMinutes", m));
            default -> {}
          }
        }
      }
    }
    usePty.or(() -> byVersion(machine)).ifPresent(on -> sudo.put("usePty", on));
    sudo.put("noPasswordRules", FactSink.strings(noPassword));
    sudo.put("noAuthenticateRules", FactSink.strings(noAuthenticate));
  }

  private static Optional<Long> minutes(String value) {
    return FactSink.number(value.replaceFirst("\\.\\d*$", ""));
  }

  /** From 1.9.14 on, sudo uses a pseudo-terminal unless told not to. */
  private static Optional<Boolean> byVersion(Machine machine) {
    try {
      return PackageDatabase.read(machine).packages().stream()
          .filter(p -> p.name().equals("sudo"))
          .map(p -> VersionOrder.DEBIAN.compare(p.version(), "1.9.14") >= 0)
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
