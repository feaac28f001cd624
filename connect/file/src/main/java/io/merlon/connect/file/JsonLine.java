package io.merlon.connect.file;

import io.merlon.detection.Event;
import io.merlon.json.Json;
import io.merlon.json.JsonValues;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamReadException;

/** Reads lines of JSON, for one thread: names are those of the lines before. */
final class JsonLine {
  private final JsonValues values = new JsonValues();

  /** Reads a line to an event, or tells why it is none. */
  void read(
      String source,
      long number,
      byte[] line,
      Consumer<Event> events,
      Consumer<EventFiles.Problem> problems) {
    ObjectValue event;
    try {
      event = read(line);
    } catch (JacksonException | IllegalArgumentException broken) {
      problems.accept(new EventFiles.Problem(source, number, reason(broken)));
      return;
    }
    events.accept(new Event(source, number, event));
  }

  /**
   * The event of a line.
   *
   * @throws JacksonException when it is no JSON
   * @throws IllegalArgumentException when it is no object
   */
  ObjectValue read(byte[] line) {
    if (value(line) instanceof ObjectValue event) {
      return event;
    }
    throw new IllegalArgumentException("is not a JSON object");
  }

  private Value value(byte[] line) {
    if (isPlain(line)) {
      try (JsonParser parser = Json.factory().createParser(ObjectReadContext.empty(), line)) {
        return whole(parser);
      } catch (JacksonException broken) {
        // What is no UTF-8 may still be read as text, with marks in its place.
      }
    }
    String text = LogLines.text(line, line.length);
    try (JsonParser parser = Json.factory().createParser(ObjectReadContext.empty(), text)) {
      return whole(parser);
    }
  }

  /** Whether it begins as UTF-8 does, so that a parser of bytes takes it for no other encoding. */
  private static boolean isPlain(byte[] line) {
    return line.length > 1 && line[0] == '{' && line[1] != 0;
  }

  private Value whole(JsonParser parser) {
    parser.nextToken();
    Value value = values.read(parser);
    if (parser.nextToken() != null) {
      throw new StreamReadException(parser, "more follows after the end of the document");
    }
    return value;
  }

  /** Whether nothing stands on the line. */
  static boolean isBlank(byte[] line) {
    return !isPlain(line) && LogLines.text(line, line.length).isEmpty();
  }

  static String reason(RuntimeException broken) {
    return broken instanceof JacksonException noJson
        ? "not JSON: " + noJson.getOriginalMessage()
        : String.valueOf(broken.getMessage());
  }
}
