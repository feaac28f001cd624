package io.merlon.json;

import io.merlon.model.ArrayValue;
import io.merlon.model.BooleanValue;
import io.merlon.model.DecimalValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** Whole JSON documents to values and values to JSON. */
public final class Json {
  /** The deepest nesting that is read; real resources stay below 30. */
  public static final int MAX_DEPTH = 200;

  /** Most documents are smaller than this. */
  private static final int BEGIN_BYTES = 4_096;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  private Json() {}

  /** The factory that bounds depth, string and number lengths; for streaming use. */
  public static JsonFactory factory() {
    return FACTORY;
  }

  /**
   * Reads one document that takes up the whole text.
   *
   * @throws JacksonException naming line, column and reason, when the text is not one JSON document
   */
  public static Value parse(String text) {
    return parse(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads one document that takes up all the bytes (UTF-8, UTF-16 or UTF-32, a byte order mark is
   * passed over).
   *
   * @throws JacksonException naming line, column and reason, when they are not one JSON document
   */
  public static Value parse(byte[] bytes) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new StreamReadException(parser, "the document is empty");
      }
      Value value = new JsonValues().read(parser);
      if (parser.nextToken() != null) {
        throw new StreamReadException(parser, "more follows after the end of the document");
      }
      return value;
    }
  }

  /** The document that takes up the whole text; nothing when the text is not one. */
  public static Optional<Value> parseIfValid(String text) {
    try {
      return Optional.of(parse(text));
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
  }

  /** The value as compact JSON. An absent value is written as {@code null}. */
  public static String write(Value value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      write(value, generator);
    }
    return text.toString();
  }

  /** The value as compact JSON in UTF-8. An absent value is written as {@code null}. */
  public static byte[] writeBytes(Value value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(BEGIN_BYTES);
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
      write(value, generator);
    }
    return bytes.toByteArray();
  }

  /** The value as indented JSON. An absent value is written as {@code null}. */
  public static String writePretty(Value value) {
    StringWriter text = new StringWriter();
    ObjectWriteContext pretty =
        new ObjectWriteContext.Base() {
          @Override
          public DefaultPrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter();
          }
        };
    try (JsonGenerator generator = FACTORY.createGenerator(pretty, text)) {
      write(value, generator);
    }
    return text.toString();
  }

  /** Writes the value where the generator stands. An absent value is written as {@code null}. */
  public static void write(Value value, JsonGenerator generator) {
    switch (value) {
      case ObjectValue object -> {
        generator.writeStartObject();
        for (int i = 0; i < object.size(); i++) {
          generator.writeName(object.nameAt(i).text());
          write(object.valueAt(i), generator);
        }
        generator.writeEndObject();
      }
      case ArrayValue array -> {
        generator.writeStartArray();
        for (Value item : array.items()) {
          write(item, generator);
        }
        generator.writeEndArray();
      }
      case StringValue(String text) -> generator.writeString(text);
      case IntegerValue(long number) -> generator.writeNumber(number);
      case DecimalValue(var number) -> generator.writeNumber(number);
      case BooleanValue bool -> generator.writeBoolean(bool.isTrue());
      default -> generator.writeNull();
    }
  }
}
