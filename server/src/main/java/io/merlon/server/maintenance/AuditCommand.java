package io.merlon.server.maintenance;

import io.merlon.json.Json;
import io.merlon.model.ObjectValue;
import io.merlon.store.AuditEntry;
import io.merlon.store.AuditLog;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code merlon audit}: who did what, and whether the log is whole. */
@Command(
    name = "audit",
    description = "Check or export the audit log.",
    mixinStandardHelpOptions = true)
final class AuditCommand {
  private static final int BROKEN = 1;

  @Spec private CommandSpec spec;

  @Command(
      name = "verify",
      description =
          "Compute the hash chain anew and name the first entry that breaks it (exit code 1).",
      mixinStandardHelpOptions = true)
  int verify(@Mixin DatabaseOptions options) throws IOException {
    AuditLog.Verification found = options.onDatabase(database -> database.audit().verify());
    PrintWriter out = spec.commandLine().getOut();
    if (found.broken().isEmpty()) {
      out.println(
          "the audit log holds: " + found.entries() + " entries, each follows from the one before");
      return 0;
    }
    out.println(
        "the audit log is broken: entry "
            + found.broken().get()
            + " does not follow from the one before; the "
            + found.entries()
            + " before it hold");
    return BROKEN;
  }

  @Command(
      name = "export",
      description = "Print the log as JSON lines, the first entry first, each with its hash.",
      mixinStandardHelpOptions = true)
  int export(@Mixin DatabaseOptions options) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    return options.onDatabase(database -> {
      database
          .audit()
          .forEach(link -> {
            out.println(Json.write(json(link)));
            return !out.checkError();
          });
      out.flush();
      return 0;
    });
  }

  private static ObjectValue json(AuditLog.Link link) {
    AuditEntry entry = link.entry();
    return ObjectValue.builder()
        .put("number", entry.number())
        .put("at", entry.at().toString())
        .put("who", entry.who())
        .put("action", entry.action())
        .put("target", entry.target())
        .put("origin", entry.origin())
        .put("outcome", entry.outcome())
        .put("hash", link.hash())
        .build();
  }
}
