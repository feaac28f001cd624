package io.merlon.content;

import io.merlon.json.Json;
import io.merlon.model.ArrayValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.testing.ProjectFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The content under test, and the test resources that stand beside it in the sources. */
final class OwnContent {
  static final MerlonContent CONTENT = MerlonContent.load();

  private static final Path SOURCES =
      ProjectFolder.root().resolve("content/src/main/resources/io/merlon/content");

  private OwnContent() {}

  static String name(SourcedDocument definition) {
    return definition.document().get("name").textOr("");
  }

  /** What Merlon adds to a definition of its own. */
  static Value added(SourcedDocument definition) {
    return definition.document().get("properties").get("metadata").get("merlon");
  }

  static List<Value> items(Value array) {
    return array instanceof ArrayValue(List<Value> items) ? items : List.of();
  }

  static List<String> texts(Value array) {
    return items(array).stream()
        .filter(StringValue.class::isInstance)
        .map(item -> item.textOr(""))
        .toList();
  }

  static Path testFile(SourcedDocument definition) {
    return SOURCES.resolve(definition.source().replaceFirst("\\.json$", ".test.json"));
  }

  /** The test resources of a definition. */
  static Value tests(SourcedDocument definition) {
    try {
      return Json.parse(Files.readAllBytes(testFile(definition)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
