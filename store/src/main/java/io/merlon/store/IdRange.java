package io.merlon.store;

/**
 * Where the ids below a scope lie in the order of their bytes. The range is a little too wide: it
 * holds neighbours such as {@code SCOPE-2} too.
 */
final class IdRange {
  /** What follows the slash, with which all ids and all that is below a scope begins. */
  private static final String AFTER_SLASH = "0";

  private IdRange() {}

  /** The first that can be asked for. */
  static String first(String scope, String after) {
    return after.compareTo(scope) > 0 ? after : scope;
  }

  /** The first that is none any more. */
  static String end(String scope) {
    return scope + AFTER_SLASH;
  }
}
