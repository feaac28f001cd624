package io.merlon.detection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields that rules ask for, each with a number. Filled while compiling, then only read. */
final class FieldTable {
  private final Map<String, Integer> numbers = new LinkedHashMap<>();

  /** The number of a field, which is given one when it has none. */
  int number(String field) {
    return numbers.computeIfAbsent(field, added -> numbers.size());
  }

  int size() {
    return numbers.size();
  }

  /** All fields in the order of their numbers. */
  List<String> names() {
    return new ArrayList<>(numbers.keySet());
  }
}
