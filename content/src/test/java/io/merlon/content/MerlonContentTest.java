package io.merlon.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merlon.json.Json;
import io.merlon.model.ArrayValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.Value;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MerlonContentTest {
  @TempDir Path folder;

  @Test
  void readsItsOwnContent() {
    MerlonContent content = MerlonContent.load();

    assertThat(content.controls().source()).isEqualTo("controls.json");
    ArrayValue controls = (ArrayValue) content.controls().document().get("controls");
    assertThat(controls.items()).hasSize(14);
    assertThat(controls.items().stream().mapToLong(one -> number(one.get("maxScore"))).sum())
        .isEqualTo(58);
  }

  @Test
  void theBenchmarkIsUsualWhereItIsThereElseTheBaseline() {
    MerlonContent content = MerlonContent.load();
    assertThat(MerlonContent.usual(content.library().build()).name())
        .isEqualTo(MerlonContent.BASELINE);
    Value benchmark =
        Json.parse(
            """
            {"name": "mcsb", "properties": {"displayName": "Microsoft cloud security benchmark",
             "policyDefinitions": []}}
            """);
    assertThat(MerlonContent.usual(content.library().add("given", benchmark).build()).name())
        .isEqualTo("mcsb");
  }

  private static long number(Value value) {
    return ((IntegerValue) value).value();
  }

  @Test
  void readsFromAFolderAndFromAJarAlike() throws IOException {
    layOut(folder);
    MerlonContent fromFolder = MerlonContent.read(folder);
    assertThat(fromFolder.definitions())
        .containsExactly(
            new SourcedDocument("definitions/a/x.json", Json.parse("{\"name\": \"x\"}")),
            new SourcedDocument("definitions/b/y.json", Json.parse("{\"name\": \"y\"}")));

    URI jar = URI.create("jar:" + folder.resolve("content.jar").toUri());
    try (FileSystem files = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
      layOut(files.getPath("/io/merlon/content"));
      assertThat(MerlonContent.read(files.getPath("/io/merlon/content"))).isEqualTo(fromFolder);
    }
  }

  @Test
  void namesTheFileThatIsNotJson() throws IOException {
    layOut(folder);
    Files.writeString(folder.resolve("definitions/b/y.json"), "{\"name\": ");
    assertThatThrownBy(() -> MerlonContent.read(folder))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("definitions/b/y.json: ");
  }

  private static void layOut(Path folder) throws IOException {
    for (String name : new String[] {"definitions/a", "definitions/b", "initiatives"}) {
      Files.createDirectories(folder.resolve(name));
    }
    Files.createDirectories(folder.resolve("recommendations"));
    Files.writeString(folder.resolve("definitions/a/x.json"), "{\"name\": \"x\"}");
    Files.writeString(folder.resolve("definitions/a/x.test.json"), "{\"healthy\": []}");
    Files.writeString(folder.resolve("definitions/b/y.json"), "{\"name\": \"y\"}");
    Files.writeString(folder.resolve("definitions/b/README.md"), "not content");
    Files.writeString(folder.resolve("controls.json"), "{\"controls\": []}");
  }
}
