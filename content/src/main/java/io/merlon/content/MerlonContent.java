package io.merlon.content;

import io.merlon.json.Json;
import io.merlon.policy.PolicyInitiative;
import io.merlon.policy.PolicyLibrary;
import io.merlon.posture.PostureContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/**
 * All documents of Merlon's own content, each kind ordered by source.
 *
 * @param definitions policy definitions, as Azure publishes them; what Merlon adds to a definition
 *     of its own is under {@code properties.metadata.merlon}
 * @param initiatives policy set definitions, the Merlon baseline among them
 * @param controls the security controls of the secure score, under {@code controls}
 * @param recommendations what Merlon adds to definitions of others, under {@code recommendations}
 */
public record MerlonContent(
    List<SourcedDocument> definitions,
    List<SourcedDocument> initiatives,
    SourcedDocument controls,
    List<SourcedDocument> recommendations) {

  /** The name of the initiative that groups every definition of this content. */
  public static final String BASELINE = "merlon-baseline";

  private static final String BENCHMARK = "Microsoft cloud security benchmark";
  private static final String CONTROLS = "controls.json";

  public MerlonContent {
    definitions = List.copyOf(definitions);
    initiatives = List.copyOf(initiatives);
    recommendations = List.copyOf(recommendations);
  }

  /**
   * Reads the content that this program was built with.
   *
   * @throws UncheckedIOException when the program's own files cannot be read
   * @throws IllegalStateException when one of them is not JSON, naming it: the build is broken
   */
  public static MerlonContent load() {
    return ContentFolder.open(MerlonContent::read);
  }

  /** A library of its definitions and initiatives, to which others can be added. */
  public PolicyLibrary.Builder library() {
    PolicyLibrary.Builder library = PolicyLibrary.builder();
    definitions.forEach(one -> library.add(one.source(), one.document()));
    initiatives.forEach(one -> library.add(one.source(), one.document()));
    return library;
  }

  /**
   * What is assigned where nobody says what: the Microsoft cloud security benchmark where the
   * library holds it, else the Merlon baseline.
   */
  public static PolicyInitiative usual(PolicyLibrary library) {
    return library
        .initiative(BENCHMARK)
        .or(() -> library.initiative(BASELINE))
        .orElseThrow(() -> new IllegalStateException("the library lacks Merlon's own content"));
  }

  /** The controls and recommendations, as the posture engine takes them. */
  public PostureContent postureContent() {
    PostureContent.Builder content =
        PostureContent.builder().addControls(controls.source(), controls.document());
    recommendations.forEach(one -> content.addRecommendations(one.source(), one.document()));
    return content.build();
  }

  /** Reads the content in a folder, of whichever file system. */
  static MerlonContent read(Path folder) throws IOException {
    return new MerlonContent(
        readAll(folder, "definitions"),
        readAll(folder, "initiatives"),
        readOne(folder, folder.resolve(CONTROLS)),
        readAll(folder, "recommendations"));
  }

  private static List<SourcedDocument> readAll(Path folder, String kind) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder.resolve(kind))) {
      files = found.filter(MerlonContent::isContent).sorted().toList();
    }
    List<SourcedDocument> documents = new ArrayList<>(files.size());
    for (Path file : files) {
      documents.add(readOne(folder, file));
    }
    return documents;
  }

  /** The resources that definitions are tested with stand beside them and are not content. */
  private static boolean isContent(Path file) {
    String name = file.toString();
    return name.endsWith(".json") && !name.endsWith(".test.json");
  }

  private static SourcedDocument readOne(Path folder, Path file) throws IOException {
    String source = folder.relativize(file).toString().replace('\\', '/');
    try {
      return new SourcedDocument(source, Json.parse(Files.readAllBytes(file)));
    } catch (JacksonException wrong) {
      throw new IllegalStateException(source + ": " + wrong.getOriginalMessage(), wrong);
    }
  }
}
