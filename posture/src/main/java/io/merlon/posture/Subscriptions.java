package io.merlon.posture;

import io.merlon.model.ResourceId;

/**
 * The subscription that a resource lies in. Remembers the last one, as the resources of an export
 * mostly come subscription by subscription; for one thread.
 */
final class Subscriptions {
  private static final String PREFIX = "/subscriptions/";

  private String last = PREFIX;

  /** Its id in lower case, or an empty text for a resource that is in none. */
  String of(ResourceId resource) {
    String id = resource.folded();
    if (id.startsWith(last) && (id.length() == last.length() || id.charAt(last.length()) == '/')) {
      return last;
    }
    if (!id.startsWith(PREFIX)) {
      return "";
    }
    int end = id.indexOf('/', PREFIX.length());
    last = end < 0 ? id : id.substring(0, end);
    return last;
  }
}
