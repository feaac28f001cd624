package io.merlon.connect.file.log;

import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import java.util.ArrayList;
import java.util.List;

/**
 * The log of the Linux audit daemon. Each record is an event of its own, which is how rules see
 * them; the record of a program's arguments gets what the other records of the same occurrence know
 * of the process, in the words that rules about processes use.
 */
final class AuditdLog implements LineLog {
  /** Occurrences have a handful of records; more than these are not held back for one another. */
  private static final int MOST_RECORDS = 64;

  private record Numbered(long number, AuditdRecord record) {}

  private final List<Numbered> waiting = new ArrayList<>();

  static boolean isLine(String line) {
    return AuditdRecord.isOne(line);
  }

  @Override
  public void take(long number, String line, Sink events) {
    AuditdRecord record = AuditdRecord.read(line);
    boolean another =
        !waiting.isEmpty() && !waiting.getFirst().record().occurrence().equals(record.occurrence());
    if (another || waiting.size() >= MOST_RECORDS) {
      end(events);
    }
    waiting.add(new Numbered(number, record));
  }

  @Override
  public void end(Sink events) {
    for (Numbered one : waiting) {
      events.accept(one.number(), event(one.record()));
    }
    waiting.clear();
  }

  private ObjectValue event(AuditdRecord record) {
    return record.type().equals("EXECVE") ? withProcess(record) : record.fields();
  }

  private ObjectValue withProcess(AuditdRecord arguments) {
    ObjectValue event =
        arguments.fields().with("CommandLine", new StringValue(arguments.commandLine()));
    for (Numbered one : waiting) {
      AuditdRecord other = one.record();
      event =
          switch (other.type()) {
            case "SYSCALL" -> {
              ObjectValue process = copied(other, "exe", event, "Image");
              process = copied(other, "pid", process, "ProcessId");
              process = copied(other, "ppid", process, "ParentProcessId");
              process = copied(other, "uid", process, "User");
              yield copied(other, "key", process, "key");
            }
            case "CWD" -> copied(other, "cwd", event, "CurrentDirectory");
            default -> event;
          };
    }
    return event;
  }

  private static ObjectValue copied(
      AuditdRecord from, String field, ObjectValue into, String name) {
    String value = from.fields().get(field).textOr("");
    return value.isEmpty() ? into : into.with(name, new StringValue(value));
  }
}
