package io.merlon.connect.file.log;

import io.merlon.model.ObjectValue;
import java.util.List;

/**
 * A syslog file. The event has {@code timestamp}, {@code host}, {@code program}, {@code pid},
 * {@code facility}, {@code severity} and {@code message}; what lies in the message as auditd writes
 * it is read as that, and queries of DNS have their fields too.
 */
final class SyslogLog implements LineLog {
  private static final List<String> FACILITIES =
      List.of(
          "kern",
          "user",
          "mail",
          "daemon",
          "auth",
          "syslog",
          "lpr",
          "news",
          "uucp",
          "cron",
          "authpriv",
          "ftp",
          "ntp",
          "security",
          "console",
          "solaris-cron",
          "local0",
          "local1",
          "local2",
          "local3",
          "local4",
          "local5",
          "local6",
          "local7");
  private static final List<String> SEVERITIES =
      List.of("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug");

  private final AuditdLog audit = new AuditdLog();

  @Override
  public void take(long number, String line, Sink events) {
    SyslogLine read =
        SyslogLine.of(line).orElseThrow(() -> new IllegalArgumentException("no line of syslog"));
    if (AuditdLog.isLine(read.message())) {
      audit.take(number, read.message(), events);
      return;
    }
    events.accept(number, event(read));
  }

  private static ObjectValue event(SyslogLine read) {
    ObjectValue.Builder event =
        ObjectValue.builder()
            .put("timestamp", read.time())
            .put("host", read.host())
            .put("program", read.program());
    if (!read.process().isEmpty()) {
      event.put("pid", read.process());
    }
    read.priority()
        .filter(priority -> priority >> 3 < FACILITIES.size())
        .ifPresent(priority ->
            event
                .put("facility", FACILITIES.get(priority >> 3))
                .put("severity", SEVERITIES.get(priority & 7)));
    DnsMessage.of(read.message()).ifPresent(query -> query.forEach(event::put));
    return event.put("message", read.message()).build();
  }

  @Override
  public void end(Sink events) {
    audit.end(events);
  }
}
