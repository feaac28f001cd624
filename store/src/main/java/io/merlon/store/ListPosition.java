package io.merlon.store;

import java.util.Locale;

/**
 * Where a page of what belongs to a resource and a recommendation begins.
 *
 * @param id the id of the last resource before it, in lower case; empty for the first page
 * @param name the name of the last recommendation before it
 */
record ListPosition(String id, String name) {
  ListPosition {
    id = id.toLowerCase(Locale.ROOT);
  }

  static ListPosition of(String text) {
    int bar = text.lastIndexOf('|');
    return bar < 0
        ? new ListPosition("", "")
        : new ListPosition(text.substring(0, bar), text.substring(bar + 1));
  }

  String text() {
    return id + "|" + name;
  }
}
