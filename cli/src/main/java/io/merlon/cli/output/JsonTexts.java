package io.merlon.cli.output;

import io.merlon.json.Json;
import java.io.OutputStream;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Makes generators that write nothing between values, so that each stands on a line alone. */
final class JsonTexts {
  private static final JsonFactory FACTORY =
      Json.factory().rebuild().rootValueSeparator("").build();

  private JsonTexts() {}

  static JsonGenerator to(OutputStream out) {
    return FACTORY.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8);
  }
}
