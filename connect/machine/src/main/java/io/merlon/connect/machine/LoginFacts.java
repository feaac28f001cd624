package io.merlon.connect.machine;

import io.merlon.model.ObjectValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How logging in is set up: login.defs(5), PAM's stacks, password quality, the shells' limits. */
final class LoginFacts implements FactGroup {
  private static final List<String> STACKS =
      List.of("common-auth", "common-password", "common-account", "system-auth", "password-auth");
  private static final Pattern TMOUT = Pattern.compile("(?:^|[\\s;])TMOUT=(\\d+)");
  private static final Pattern UMASK = Pattern.compile("^\\s*umask\\s+([0-7]{3,4})\\b");

  @Override
  public String name() {
    return "login";
  }

  @Override
  public void read(Machine machine, FactSink facts) {
    facts.attempt(
        "loginDefs",
        () -> {
          Map<String, String> defs = new TreeMap<>(loginDefs(machine));
          facts.put("loginDefs", FactSink.object(defs));
        });
    facts.attempt("pam", () -> pam(machine, facts));
    facts.attempt("shellTimeoutSeconds", () -> shell(machine, facts));
  }

  static Map<String, String> loginDefs(Machine machine) throws IOException {
    Map<String, String> defs = new LinkedHashMap<>();
    for (String line : Texts.settings(machine.files().text("/etc/login.defs").orElse(""))) {
      List<String> words = Texts.words(line);
      if (words.size() > 1) {
        defs.put(
            words.getFirst(), Texts.unquoted(String.join(" ", words.subList(1, words.size()))));
      }
    }
    return defs;
  }

  private static void pam(Machine machine, FactSink facts) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String stack : STACKS) {
      lines.addAll(Texts.joined(machine.files().text("/etc/pam.d/" + stack).orElse("")));
    }
    if (lines.isEmpty()) {
      facts.notRead("pam", "none of the files " + String.join(", ", STACKS) + " is in /etc/pam.d");
      return;
    }
    ObjectValue.Builder pam = ObjectValue.builder();
    pam.put(
        "faillock", has(lines, "auth", "pam_faillock.so") || has(lines, "auth", "pam_tally2.so"));
    pam.put(
        "pwquality",
        has(lines, "password", "pam_pwquality.so") || has(lines, "password", "pam_cracklib.so"));
    pam.put(
        "pwhistory",
        has(lines, "password", "pam_pwhistory.so")
            || option(lines, "password", "pam_unix.so", "remember").isPresent());
    remembered(machine, lines).ifPresent(n -> pam.put("pwhistoryRemember", n));
    pam.put(
        "nullok",
        lines.stream()
            .anyMatch(l -> l.contains("pam_unix.so") && Texts.words(l).contains("nullok")));
    for (String algorithm :
        List.of("yescrypt", "sha512", "sha256", "blowfish", "md5", "bigcrypt")) {
      if (lines.stream()
          .anyMatch(l ->
              isType(l, "password")
                  && l.contains("pam_unix.so")
                  && Texts.words(l).contains(algorithm))) {
        pam.put("passwordHash", algorithm);
        break;
      }
    }
    Map<String, String> faillock =
        new LinkedHashMap<>(conf(machine, "/etc/security/faillock.conf"));
    for (String name : List.of("deny", "unlock_time", "fail_interval")) {
      option(lines, "auth", "pam_faillock.so", name).ifPresent(v -> faillock.put(name, v));
    }
    number(faillock, "deny").ifPresent(n -> pam.put("faillockDeny", n));
    number(faillock, "unlock_time").ifPresent(n -> pam.put("faillockUnlockSeconds", n));
    List<String> su = Texts.joined(machine.files().text("/etc/pam.d/su").orElse(""));
    pam.put(
        "suRestricted",
        su.stream()
            .anyMatch(l ->
                isType(l, "auth")
                    && l.contains("pam_wheel.so")
                    && (l.contains("required") || l.contains("requisite"))));
    facts.put("pam", pam.build());
    quality(machine, lines, facts);
  }

  private static void quality(Machine machine, List<String> lines, FactSink facts)
      throws IOException {
    Map<String, String> quality = new TreeMap<>();
    for (String path : machine.files().paths("/etc/security/pwquality.conf.d", ".conf")) {
      quality.putAll(conf(machine, path));
    }
    quality.putAll(conf(machine, "/etc/security/pwquality.conf"));
    for (String name :
        List.of(
            "minlen",
            "minclass",
            "dcredit",
            "ucredit",
            "lcredit",
            "ocredit",
            "difok",
            "maxrepeat",
            "retry")) {
      for (String module : List.of("pam_pwquality.so", "pam_cracklib.so")) {
        option(lines, "password", module, name).ifPresent(v -> quality.put(name, v));
      }
    }
    ObjectValue.Builder value = ObjectValue.builder();
    quality.forEach((name, text) ->
        FactSink.number(text)
            .ifPresentOrElse(n -> value.put(name, n), () -> value.put(name, text)));
    facts.put("passwordQuality", value.build());
  }

  private static Optional<Long> remembered(Machine machine, List<String> lines) throws IOException {
    return option(lines, "password", "pam_pwhistory.so", "remember")
        .or(() -> option(lines, "password", "pam_unix.so", "remember"))
        .or(() -> Optional.ofNullable(confQuietly(machine).get("remember")))
        .flatMap(FactSink::number);
  }

  private static Map<String, String> confQuietly(Machine machine) {
    return Texts.assignments(machine.files().quiet("/etc/security/pwhistory.conf").orElse(""));
  }

  /** {@code name = value} lines, or a bare name for a switch. */
  private static Map<String, String> conf(Machine machine, String path) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : Texts.settings(machine.files().text(path).orElse(""))) {
      int equals = line.indexOf('=');
      values.put(
          equals < 0 ? line : line.substring(0, equals).strip(),
          equals < 0 ? "true" : line.substring(equals + 1).strip());
    }
    return values;
  }

  private static Optional<Long> number(Map<String, String> values, String name) {
    return FactSink.number(values.getOrDefault(name, ""));
  }

  private static boolean isType(String line, String type) {
    return line.startsWith(type) || line.startsWith("-" + type);
  }

  private static boolean has(List<String> lines, String type, String module) {
    return lines.stream().anyMatch(l -> isType(l, type) && l.contains(module));
  }

  private static Optional<String> option(
      List<String> lines, String type, String module, String name) {
    return lines.stream()
        .filter(l -> isType(l, type) && l.contains(module))
        .flatMap(l -> Texts.words(l).stream())
        .filter(w -> w.startsWith(name + "="))
        .map(w -> w.substring(name.length() + 1))
        .findFirst();
  }

  private static void shell(Machine machine, FactSink facts) throws IOException {
    List<String> paths =
        new ArrayList<>(List.of("/etc/profile", "/etc/bashrc", "/etc/bash.bashrc"));
    paths.addAll(machine.files().paths("/etc/profile.d", ".sh"));
    long timeout = 0;
    Optional<String> umask = Optional.ofNullable(loginDefs(machine).get("UMASK"));
    for (String path : paths) {
      for (String line : Texts.settings(machine.files().text(path).orElse(""))) {
        Matcher seconds = TMOUT.matcher(line);
        if (seconds.find()) {
          timeout = FactSink.number(seconds.group(1)).orElse(timeout);
        }
        Matcher mask = UMASK.matcher(line);
        if (mask.find()) {
          umask = Optional.of(mask.group(1));
        }
      }
    }
    facts.put("shellTimeoutSeconds", timeout);
    String text = umask.orElse("022");
    facts.put("umask", text.length() == 3 ? "0" + text : text);
  }
}
