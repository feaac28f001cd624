package io.merlon.connect.file;

import io.merlon.json.Json;
import io.merlon.model.ArrayValue;
import io.merlon.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;

/** Assignments, exemptions, attestations and the like in a file: one, an array, or a value list. */
public final class PolicyDocuments {
  /** A document and where it stands. */
  public record Document(String source, Value value) {}

  private PolicyDocuments() {}

  /**
   * The documents of a file.
   *
   * @throws IOException naming the file and the reason, when it cannot be read or is not JSON
   */
  public static List<Document> read(Path file) throws IOException {
    Value whole;
    try {
      whole = Json.parse(Files.readAllBytes(file));
    } catch (JacksonException e) {
      throw new IOException(
          file
              + ": not JSON: "
              + e.getOriginalMessage()
              + " at "
              + e.getLocation().offsetDescription(),
          e);
    } catch (java.nio.file.NoSuchFileException e) {
      throw new IOException(file + ": there is no such file", e);
    }
    Value list = whole.get("value") instanceof ArrayValue value ? value : whole;
    if (!(list instanceof ArrayValue(List<Value> items))) {
      return List.of(new Document(file.toString(), whole));
    }
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      documents.add(new Document(file + "#/" + i, items.get(i)));
    }
    return documents;
  }
}
