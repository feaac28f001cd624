package io.merlon.connect.machine;

import io.merlon.model.ArrayValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Users and groups from passwd(5), shadow(5) and group(5); of passwords only state and algorithm.
 */
final class AccountFacts implements FactGroup {
  private static final Set<String> NO_LOGIN =
      Set.of("nologin", "false", "true", "sync", "halt", "shutdown");
  private static final Map<String, String> AGES =
      Map.of(
          "passwordMinDays",
          "3",
          "passwordMaxDays",
          "4",
          "passwordWarnDays",
          "5",
          "passwordInactiveDays",
          "6");

  @Override
  public String name() {
    return "users";
  }

  @Override
  public void read(Machine machine, FactSink facts) {
    facts.attempt("users", () -> users(machine, facts));
    facts.attempt("groups", () -> groups(machine, facts));
  }

  private static List<String[]> rows(
      Machine machine, String path, int fields, String fact, FactSink facts) throws IOException {
    Optional<String> text = machine.files().text(path);
    if (text.isEmpty()) {
      throw new IOException(path + ": no such file");
    }
    List<String[]> rows = new ArrayList<>();
    int number = 0;
    for (String line : text.get().lines().toList()) {
      number++;
      String[] row = line.split(":", -1);
      if (row.length >= fields && !row[0].isEmpty()) {
        rows.add(row);
      } else if (!line.isBlank()
          && !line.startsWith("#")
          && !line.startsWith("+")
          && !line.startsWith("-")) {
        facts.notRead(
            fact,
            path
                + " line "
                + number
                + ": has "
                + row.length
                + " fields instead of "
                + fields
                + "; passed over");
      }
    }
    return rows;
  }

  private static void users(Machine machine, FactSink facts) throws IOException {
    Optional<Map<String, String[]>> shadow =
        facts.value(
            "users.passwordState",
            () -> {
              Map<String, String[]> byName = new HashMap<>();
              rows(machine, "/etc/shadow", 8, "users.passwordState", facts)
                  .forEach(r -> byName.put(r[0], r));
              return byName;
            });
    long firstUser =
        FactSink.number(LoginFacts.loginDefs(machine).getOrDefault("UID_MIN", "1000"))
            .orElse(1000L);
    List<Value> users = new ArrayList<>();
    Map<Long, Integer> uids = new LinkedHashMap<>();
    Map<String, Integer> names = new LinkedHashMap<>();
    for (String[] row : rows(machine, "/etc/passwd", 7, "users", facts)) {
      Optional<Long> uid = FactSink.number(row[2]);
      if (uid.isEmpty()) {
        facts.notRead(
            "users",
            "/etc/passwd: the account " + row[0] + " has no number as its uid; passed over");
        continue;
      }
      uids.merge(uid.get(), 1, Integer::sum);
      names.merge(row[0], 1, Integer::sum);
      users.add(user(machine, row, uid.get(), firstUser, shadow, facts));
    }
    facts.put("users", new ArrayValue(users));
    facts.put("duplicateUids", repeatedIds(uids));
    facts.put("duplicateNames", repeated(names));
  }

  private static Value user(
      Machine machine,
      String[] row,
      long uid,
      long firstUser,
      Optional<Map<String, String[]>> shadow,
      FactSink facts) {
    ObjectValue.Builder user = ObjectValue.builder();
    String shell = row[6].isEmpty() ? "/bin/sh" : row[6];
    user.put("name", row[0]).put("uid", uid);
    FactSink.number(row[3]).ifPresent(gid -> user.put("gid", gid));
    user.put("home", row[5]).put("shell", shell);
    user.put("system", uid < firstUser || uid == 65534);
    user.put("loginShell", !NO_LOGIN.contains(shell.substring(shell.lastIndexOf('/') + 1)));
    password(row, shadow)
        .ifPresent(field -> {
          user.put("passwordState", PasswordField.state(field));
          PasswordField.algorithm(field).ifPresent(a -> user.put("passwordAlgorithm", a));
        });
    if (password(row, shadow).isEmpty()) {
      user.put("passwordState", "unknown");
    }
    shadow
        .flatMap(s -> Optional.ofNullable(s.get(row[0])))
        .ifPresent(entry -> {
          AGES.forEach((name, at) ->
              FactSink.number(entry[Integer.parseInt(at)]).ifPresent(d -> user.put(name, d)));
          FactSink.number(entry[2])
              .filter(d -> d > 0 && d < 1_000_000)
              .ifPresent(d -> user.put("passwordChanged", LocalDate.ofEpochDay(d).toString()));
        });
    home(machine, row, user, facts);
    return user.build();
  }

  /** The password field: of shadow when passwd says {@code x}, else of passwd itself. */
  private static Optional<String> password(String[] row, Optional<Map<String, String[]>> shadow) {
    if (!row[1].equals("x")) {
      return Optional.of(row[1]);
    }
    return shadow.flatMap(s -> Optional.ofNullable(s.get(row[0]))).map(entry -> entry[1]);
  }

  private static void home(
      Machine machine, String[] row, ObjectValue.Builder user, FactSink facts) {
    if (!row[5].startsWith("/")) {
      user.put("homeExists", false);
      return;
    }
    facts.attempt(
        "users.homeMode",
        () -> {
          Optional<FileState> home = machine.files().state(row[5]);
          user.put("homeExists", home.isPresent());
          home.ifPresent(h ->
              user.put("homeMode", FactSink.octal(h.mode()))
                  .put("homeOwner", machine.user(h.uid())));
        });
    facts.attempt(
        "users.authorizedKeys",
        () -> {
          long keys = 0;
          for (String file : List.of("/.ssh/authorized_keys", "/.ssh/authorized_keys2")) {
            keys += Texts.settings(machine.files().text(row[5] + file).orElse("")).size();
          }
          user.put("authorizedKeys", keys);
        });
  }

  private static void groups(Machine machine, FactSink facts) throws IOException {
    List<Value> groups = new ArrayList<>();
    Map<Long, Integer> gids = new LinkedHashMap<>();
    Map<String, Integer> names = new LinkedHashMap<>();
    for (String[] row : rows(machine, "/etc/group", 4, "groups", facts)) {
      Optional<Long> gid = FactSink.number(row[2]);
      if (gid.isPresent()) {
        gids.merge(gid.get(), 1, Integer::sum);
        names.merge(row[0], 1, Integer::sum);
        Set<String> members = new TreeSet<>(List.of(row[3].split(",", -1)));
        members.remove("");
        groups.add(
            ObjectValue.builder()
                .put("name", row[0])
                .put("gid", gid.get())
                .put("members", FactSink.strings(members))
                .build());
      }
    }
    facts.put("groups", new ArrayValue(groups));
    facts.put("duplicateGids", repeatedIds(gids));
    facts.put("duplicateGroupNames", repeated(names));
  }

  private static Value repeatedIds(Map<Long, Integer> counts) {
    return new ArrayValue(
        counts.entrySet().stream()
            .filter(e -> e.getValue() > 1)
            .<Value>map(e -> new IntegerValue(e.getKey()))
            .toList());
  }

  private static Value repeated(Map<String, Integer> counts) {
    return FactSink.strings(
        counts.entrySet().stream().filter(e -> e.getValue() > 1).map(Map.Entry::getKey).toList());
  }
}
