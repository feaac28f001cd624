package io.merlon.server.arm;

import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** All operations, by method, type and whether one thing or a collection is meant. */
final class ArmOperations {
  private record Key(String method, String type, boolean item) {}

  private final Map<Key, ArmOperation> operations = new HashMap<>();
  private final SortedSet<String> types = new TreeSet<>();

  /** An operation on one named thing. */
  ArmOperations item(String method, String type, ArmOperation operation) {
    return put(new Key(method, type.toLowerCase(Locale.ROOT), true), operation);
  }

  /** A list of, or an action on, a collection. */
  ArmOperations collection(String method, String type, ArmOperation operation) {
    return put(new Key(method, type.toLowerCase(Locale.ROOT), false), operation);
  }

  /** A type whose requests are not done by an operation. */
  ArmOperations type(String type) {
    types.add(type.toLowerCase(Locale.ROOT));
    return this;
  }

  private ArmOperations put(Key key, ArmOperation operation) {
    operations.put(key, operation);
    types.add(key.type());
    return this;
  }

  /** All types that have operations, in lower case and in order. */
  SortedSet<String> types() {
    return Collections.unmodifiableSortedSet(types);
  }

  /** Whether any operation is on this type. */
  boolean knows(String type) {
    return types.contains(type);
  }

  Optional<ArmOperation> find(String method, ArmPath path) {
    return Optional.ofNullable(operations.get(new Key(method, path.type(), path.isItem())));
  }
}
