package io.merlon.connect.machine;

import io.merlon.model.ObjectValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The system log (journald, rsyslog) and the audit daemon. */
final class LoggingFacts implements FactGroup {
  private static final Pattern REMOTE = Pattern.compile("(^|\\s)@@?[A-Za-z0-9\\[(]|omfwd|omrelp");
  private static final Map<String, String> AUDITD =
      Map.of(
          "max_log_file_action",
          "maxLogFileAction",
          "space_left_action",
          "spaceLeftAction",
          "admin_space_left_action",
          "adminSpaceLeftAction",
          "disk_full_action",
          "diskFullAction",
          "max_log_file",
          "maxLogFile",
          "action_mail_acct",
          "actionMailAccount",
          "disk_error_action",
          "diskErrorAction");

  @Override
  public String name() {
    return "logging";
  }

  @Override
  public void read(Machine machine, FactSink facts) {
    ObjectValue.Builder logging = ObjectValue.builder();
    facts.attempt("logging.journald", () -> logging.put("journald", journald(machine)));
    facts.attempt("logging.rsyslog", () -> logging.put("rsyslog", rsyslog(machine)));
    facts.put("logging", logging.build());
    facts.attempt("audit", () -> audit(machine, facts));
  }

  private static ObjectValue journald(Machine machine) throws IOException {
    Map<String, String> journal =
        DropIns.section(machine.files(), "systemd/journald.conf", "Journal");
    ObjectValue.Builder value = ObjectValue.builder();
    boolean installed =
        machine.files().exists("/usr/lib/systemd/systemd-journald")
            || machine.files().exists("/lib/systemd/systemd-journald");
    value.put("installed", installed);
    value.put("storage", journal.getOrDefault("storage", "auto").toLowerCase(Locale.ROOT));
    value.put("compress", !isNo(journal.getOrDefault("compress", "yes")));
    value.put("forwardToSyslog", !isNo(journal.getOrDefault("forwardtosyslog", "no")));
    value.put("persistent", machine.files().exists("/var/log/journal"));
    active(machine, value, "systemd-journald");
    return value.build();
  }

  private static boolean isNo(String text) {
    return Set.of("no", "false", "off", "0", "n", "f").contains(text.toLowerCase(Locale.ROOT));
  }

  private static ObjectValue rsyslog(Machine machine) throws IOException {
    ObjectValue.Builder value =
        ObjectValue.builder().put("installed", machine.hasProgram("rsyslogd"));
    active(machine, value, "rsyslogd");
    List<String> paths = new ArrayList<>(List.of("/etc/rsyslog.conf"));
    paths.addAll(machine.files().paths("/etc/rsyslog.d", ".conf"));
    String mode = "0644";
    boolean remote = false;
    for (String path : paths) {
      for (String line : Texts.settings(machine.files().text(path).orElse(""))) {
        if (line.toLowerCase(Locale.ROOT).startsWith("$filecreatemode")
            && Texts.words(line).size() > 1) {
          mode = Texts.words(line).get(1);
        }
        remote |= REMOTE.matcher(line).find();
      }
    }
    return value.put("fileCreateMode", mode).put("remote", remote).build();
  }

  private static void active(Machine machine, ObjectValue.Builder value, String process) {
    if (machine.live() && machine.seesProcesses()) {
      value.put("active", machine.runs(process));
    }
  }

  private static void audit(Machine machine, FactSink facts) {
    ObjectValue.Builder audit =
        ObjectValue.builder().put("installed", machine.hasProgram("auditd"));
    active(machine, audit, "auditd");
    facts.attempt(
        "audit.rules",
        () -> {
          Set<String> rules = new LinkedHashSet<>();
          List<String> paths =
              new ArrayList<>(machine.files().paths("/etc/audit/rules.d", ".rules"));
          paths.add("/etc/audit/audit.rules");
          for (String path : paths) {
            rules.addAll(Texts.settings(machine.files().text(path).orElse("")));
          }
          audit.put("rules", FactSink.strings(rules));
        });
    facts.attempt(
        "audit.configuration",
        () -> {
          Map<String, String> conf =
              new TreeMap<>(
                  Texts.assignments(machine.files().text("/etc/audit/auditd.conf").orElse("")));
          conf.forEach((key, text) -> {
            String name = AUDITD.get(key.toLowerCase(Locale.ROOT));
            if (name != null) {
              audit.put(name, text.toLowerCase(Locale.ROOT));
            }
          });
        });
    facts.put("audit", audit.build());
  }
}
