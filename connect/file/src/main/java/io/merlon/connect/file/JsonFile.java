package io.merlon.connect.file;

import io.merlon.json.Json;
import io.merlon.json.JsonValues;
import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import io.merlon.policy.PolicyProblem;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/**
 * Reads a file of documents that all fit in memory: one, several after one another, or a list of
 * them, alone or as the {@code value} of an answer of the ARM API; packed or not.
 */
final class JsonFile {
  /** What a file may come to when it is unpacked; the table of all aliases is 15 MB. */
  private static final int LARGEST = 256 << 20;

  private JsonFile() {}

  /** The documents; where the file is broken, those before it. */
  static List<JsonDocument> read(InputFile file, Consumer<PolicyProblem> problems) {
    List<JsonDocument> documents = new ArrayList<>();
    try (InputText text = InputText.open(file)) {
      if (InputForm.of(text.head(), text.isWhole()) == InputForm.EMPTY) {
        problems.accept(new PolicyProblem(file.name(), "", "is empty"));
        return documents;
      }
      BoundedInput bounded = new BoundedInput(text.whole(), LARGEST);
      try (JsonParser parser =
          Json.factory().createParser(ObjectReadContext.empty(), (InputStream) bounded)) {
        try {
          roots(file.name(), parser, documents);
        } catch (JacksonException broken) {
          Place place = Place.START.of(broken, parser);
          problems.accept(
              new PolicyProblem(
                  file.name(),
                  "",
                  Faults.unparsable(broken)
                      + " (line "
                      + place.line()
                      + ", byte "
                      + place.offset()
                      + ")"));
        }
      }
    } catch (IOException e) {
      problems.accept(new PolicyProblem(file.name(), "", Faults.unreadable(e)));
    } catch (JacksonException e) {
      problems.accept(new PolicyProblem(file.name(), "", Faults.unparsable(e)));
    }
    return documents;
  }

  private static void roots(String name, JsonParser parser, List<JsonDocument> documents) {
    JsonValues values = new JsonValues();
    while (parser.nextToken() != null) {
      long line = Place.START.of(parser).line();
      String source = documents.isEmpty() ? name : name + ":" + line;
      Value root = values.read(parser);
      if (root instanceof ArrayValue(List<Value> items)) {
        addAll(source, "", items, documents);
      } else if (root instanceof ObjectValue object
          && object.get("properties").isAbsent()
          && object.get("value") instanceof ArrayValue(List<Value> items)) {
        addAll(source, "/value", items, documents);
      } else {
        documents.add(new JsonDocument(source, "", root));
      }
    }
  }

  private static void addAll(
      String source, String pointer, List<Value> items, List<JsonDocument> documents) {
    for (int i = 0; i < items.size(); i++) {
      documents.add(new JsonDocument(source, pointer + '/' + i, items.get(i)));
    }
  }
}
