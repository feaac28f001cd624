package io.merlon.connect.file;

import java.io.IOException;

/** More text without the end of a resource than the limits allow. */
final class ResourceTooLargeException extends IOException {
  private static final long serialVersionUID = 1;

  static String reason(int limit) {
    return "is too large: one resource takes up more than " + limit + " bytes";
  }

  ResourceTooLargeException(int limit) {
    super(reason(limit));
  }
}
