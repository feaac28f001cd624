package io.merlon.connect.machine;

import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Gathers the facts of one group, and what of it could not be read; for one thread. */
final class FactSink {
  private static final int REASON_LIMIT = 300;

  private final ObjectValue.Builder facts = ObjectValue.builder();
  private final List<NotRead> notRead = new ArrayList<>();

  /** A fact that is missing, and why. */
  record NotRead(String fact, String reason) {}

  /** Something to read that may fail. */
  @FunctionalInterface
  interface Reading {
    void read() throws IOException;
  }

  /** Something to read that gives a value and may fail. */
  @FunctionalInterface
  interface Source<T> {
    T read() throws IOException;
  }

  void put(String name, Value value) {
    facts.put(name, value);
  }

  void put(String name, boolean value) {
    facts.put(name, value);
  }

  void put(String name, String value) {
    facts.put(name, value);
  }

  void put(String name, long value) {
    facts.put(name, value);
  }

  void notRead(String fact, String reason) {
    String line = Texts.printable(reason);
    String bounded = line.length() > REASON_LIMIT ? line.substring(0, REASON_LIMIT) + "..." : line;
    NotRead entry = new NotRead(fact, bounded);
    if (!notRead.contains(entry)) {
      notRead.add(entry);
    }
  }

  void notRead(String fact, IOException reason) {
    notRead(fact, reason(reason));
  }

  /** Reads, and names the fact when that fails. */
  void attempt(String fact, Reading reading) {
    try {
      reading.read();
    } catch (IOException e) {
      notRead(fact, e);
    }
  }

  /** Reads a value; empty, and the fact is named, when that fails. */
  <T> Optional<T> value(String fact, Source<T> source) {
    try {
      return Optional.of(source.read());
    } catch (IOException e) {
      notRead(fact, e);
      return Optional.empty();
    }
  }

  ObjectValue facts() {
    return facts.build();
  }

  List<NotRead> notRead() {
    return notRead;
  }

  static String reason(IOException e) {
    String what = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return switch (e) {
      case AccessDeniedException denied -> denied.getFile() + ": permission denied";
      case NoSuchFileException missing -> missing.getFile() + ": no such file";
      default -> what;
    };
  }

  static ArrayValue strings(Collection<String> texts) {
    return new ArrayValue(texts.stream().<Value>map(StringValue::new).toList());
  }

  static ObjectValue object(Map<String, String> texts) {
    ObjectValue.Builder object = ObjectValue.builder();
    texts.forEach(object::put);
    return object.build();
  }

  /** The number that the text is, when it is one. */
  static Optional<Long> number(String text) {
    try {
      return Optional.of(Long.parseLong(text.strip()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  static String octal(int mode) {
    return String.format(Locale.ROOT, "%04o", mode & 07777);
  }
}
