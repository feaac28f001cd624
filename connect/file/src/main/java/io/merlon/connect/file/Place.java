package io.merlon.connect.file;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;

/**
 * A place in a text.
 *
 * @param offset bytes from 0
 * @param line lines from 1
 */
record Place(long offset, long line) {
  static final Place START = new Place(0, 1);

  /** Where the parser's current token begins, when its text begins here. */
  Place of(JsonParser parser) {
    return of(parser.currentTokenLocation());
  }

  /** Where parsing came to an end, when the parser's text begins here. */
  Place of(JacksonException broken, JsonParser parser) {
    TokenStreamLocation location = broken.getLocation();
    return of(
        location == null || location.getByteOffset() < 0 ? parser.currentLocation() : location);
  }

  private Place of(TokenStreamLocation location) {
    return new Place(
        offset + Math.max(0, location.getByteOffset()),
        line + Math.max(1, location.getLineNr()) - 1);
  }
}
