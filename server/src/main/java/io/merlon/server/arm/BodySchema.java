package io.merlon.server.arm;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.merlon.json.Json;
import io.merlon.model.ObjectValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a body has to be, as a JSON Schema of this package's folder {@code schema}. */
final class BodySchema {
  private static final int SHOWN = 5;

  private final Schema schema;

  private BodySchema(Schema schema) {
    this.schema = schema;
  }

  static BodySchema of(String name) {
    String file = "schema/" + name + ".json";
    try (InputStream in =
        Optional.ofNullable(BodySchema.class.getResourceAsStream(file))
            .orElseThrow(() -> new IllegalArgumentException("there is no " + file))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new BodySchema(
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(text, InputFormat.JSON));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Checks a body.
   *
   * @throws ArmException when it is wrong, with JSON pointers and reasons
   */
  void check(ObjectValue body) {
    List<Error> errors = schema.validate(Json.write(body), InputFormat.JSON);
    if (!errors.isEmpty()) {
      throw ArmException.badRequest(
          "InvalidRequestContent",
          errors.stream()
              .limit(SHOWN)
              .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
              .collect(Collectors.joining("; ")));
    }
  }
}
