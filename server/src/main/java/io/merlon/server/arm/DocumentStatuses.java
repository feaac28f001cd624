package io.merlon.server.arm;

/**
 * What changes of a type's documents are answered with; the published types differ in this.
 *
 * @param created a new one was written; replacing is 200
 * @param deleted one was there and is gone
 * @param absent there was none to delete
 */
record DocumentStatuses(int created, int deleted, int absent) {
  /** As ARM's guidelines have it. */
  static final DocumentStatuses USUAL = new DocumentStatuses(201, 200, 204);
}
