package io.merlon.connect.machine;

import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Jobs that cron(8) and systemd's timers run, and who may schedule some. */
final class CronFacts implements FactGroup {
  private static final int JOBS_LIMIT = 5_000;

  @Override
  public String name() {
    return "cron";
  }

  @Override
  public void read(Machine machine, FactSink facts) {
    List<Value> jobs = new ArrayList<>();
    facts.attempt(
        "cron.jobs",
        () -> {
          table(machine, "/etc/crontab", "", jobs);
          for (String path : machine.files().paths("/etc/cron.d", "")) {
            facts.attempt("cron.jobs", () -> table(machine, path, "", jobs));
          }
        });
    for (String folder : List.of("/var/spool/cron/crontabs", "/var/spool/cron")) {
      facts.attempt(
          "cron.jobs",
          () -> {
            for (String user : machine.files().names(folder)) {
              if (machine
                  .files()
                  .state(folder + "/" + user)
                  .filter(FileState::isRegular)
                  .isPresent()) {
                facts.attempt("cron.jobs", () -> table(machine, folder + "/" + user, user, jobs));
              }
            }
          });
    }
    for (String often : List.of("hourly", "daily", "weekly", "monthly")) {
      facts.attempt(
          "cron.jobs",
          () -> {
            for (String path : machine.files().paths("/etc/cron." + often, "")) {
              if (!path.contains("/.")) {
                jobs.add(job(path, "root", "@" + often, path));
              }
            }
          });
    }
    ObjectValue.Builder cron = ObjectValue.builder();
    cron.put("installed", machine.hasProgram("cron") || machine.hasProgram("crond"));
    cron.put("jobs", new ArrayValue(jobs));
    facts.attempt("cron.timers", () -> cron.put("timers", timers(machine)));
    facts.attempt(
        "cron.allowFile",
        () -> {
          cron.put("allowFile", machine.files().state("/etc/cron.allow").isPresent());
          cron.put("denyFile", machine.files().state("/etc/cron.deny").isPresent());
          cron.put("atAllowFile", machine.files().state("/etc/at.allow").isPresent());
        });
    facts.attempt(
        "cron.files",
        () -> {
          ObjectValue.Builder files = ObjectValue.builder();
          for (String path :
              List.of(
                  "/etc/crontab",
                  "/etc/cron.hourly",
                  "/etc/cron.daily",
                  "/etc/cron.weekly",
                  "/etc/cron.monthly",
                  "/etc/cron.d",
                  "/etc/cron.allow",
                  "/etc/at.allow")) {
            files.put(path, FileFacts.describe(machine, path));
          }
          cron.put("files", files.build());
        });
    facts.put("cron", cron.build());
  }

  /** A crontab(5); the system's own have a column for the user. */
  private static void table(Machine machine, String path, String owner, List<Value> jobs)
      throws IOException {
    for (String line : Texts.settings(machine.files().text(path).orElse(""))) {
      List<String> words = Texts.words(line);
      int time = line.startsWith("@") ? 1 : 5;
      int command = time + (owner.isEmpty() ? 1 : 0);
      boolean setting =
          words.getFirst().matches("[A-Za-z_]\\w*=.*")
              || words.size() > 1 && words.get(1).startsWith("=");
      if (!setting && words.size() > command && jobs.size() < JOBS_LIMIT) {
        jobs.add(
            job(
                path,
                owner.isEmpty() ? words.get(time) : owner,
                String.join(" ", words.subList(0, time)),
                String.join(" ", words.subList(command, words.size()))));
      }
    }
  }

  private static Value job(String source, String user, String schedule, String command) {
    return ObjectValue.builder()
        .put("source", source)
        .put("user", user)
        .put("schedule", schedule)
        .put("command", Texts.printable(Texts.masked(command)))
        .build();
  }

  private static Value timers(Machine machine) throws IOException {
    List<Value> timers = new ArrayList<>();
    SystemdUnits.read(machine.files())
        .forEach((name, state) -> {
          if (name.endsWith(".timer")) {
            timers.add(
                ObjectValue.builder()
                    .put("name", name)
                    .put("enabled", state.equals("enabled"))
                    .build());
          }
        });
    return new ArrayValue(timers);
  }
}
