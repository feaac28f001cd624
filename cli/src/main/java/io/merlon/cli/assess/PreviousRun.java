package io.merlon.cli.assess;

import io.merlon.json.Json;
import io.merlon.json.JsonValues;
import io.merlon.model.DecimalValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.ResourceId;
import io.merlon.model.Value;
import io.merlon.posture.AssessmentStatus;
import io.merlon.posture.PreviousAssessments;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** An earlier result of this command, as json or as jsonl. */
final class PreviousRun implements PreviousAssessments {
  private final Map<Key, Previous> assessments = new HashMap<>();
  private final Map<Instant, Instant> instants = new HashMap<>();
  private OptionalDouble percentage = OptionalDouble.empty();
  private Optional<Instant> assessedAt = Optional.empty();

  private record Key(String resource, String recommendation) {}

  private PreviousRun() {}

  /**
   * Reads a result.
   *
   * @throws IOException naming file and reason, when it cannot be read or is no result
   */
  static PreviousRun read(Path file) throws IOException {
    PreviousRun run = new PreviousRun();
    try (InputStream in = Files.newInputStream(file);
        JsonParser parser = Json.factory().createParser(ObjectReadContext.empty(), in)) {
      while (parser.nextToken() != null) {
        run.root(parser);
      }
    } catch (JacksonException | IllegalArgumentException | DateTimeException notOne) {
      throw new IOException(
          file + ": is no json or jsonl result of merlon assess: " + notOne.getMessage(), notOne);
    }
    if (run.assessments.isEmpty() && run.percentage.isEmpty()) {
      throw new IOException(file + ": holds no assessment; give a json or jsonl result of assess");
    }
    return run;
  }

  private void root(JsonParser parser) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("an object is expected");
    }
    JsonValues values = new JsonValues();
    ObjectValue.Builder line = ObjectValue.builder();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      JsonToken token = parser.nextToken();
      if (name.equals("assessments") && token == JsonToken.START_ARRAY) {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          add(values.read(parser));
        }
      } else if (name.equals("summary")) {
        summary(values.read(parser));
      } else {
        line.put(name, values.read(parser));
      }
    }
    ObjectValue object = line.build();
    if (!object.get("resource").isAbsent()) {
      add(object);
    }
  }

  private void summary(Value summary) {
    Value figure = summary.get("score").get("percentage");
    percentage =
        switch (figure) {
          case IntegerValue(long whole) -> OptionalDouble.of((double) whole);
          case DecimalValue(var decimal) -> OptionalDouble.of(decimal.doubleValue());
          default -> OptionalDouble.empty();
        };
    String time = summary.get("assessedAt").textOr("");
    assessedAt = time.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(time));
  }

  private void add(Value assessment) {
    String code = assessment.get("status").textOr("");
    for (AssessmentStatus status : AssessmentStatus.values()) {
      if (status.code().equals(code)) {
        assessments.put(
            key(
                assessment.get("resource").textOr("").toLowerCase(Locale.ROOT),
                assessment.get("recommendation").textOr("")),
            new Previous(
                status,
                instant(assessment.get("firstSeen").textOr("")),
                instant(assessment.get("statusChanged").textOr(""))));
      }
    }
  }

  /** Many assessments share few instants. */
  private Instant instant(String text) {
    return instants.computeIfAbsent(Instant.parse(text), same -> same);
  }

  private static Key key(String foldedResource, String recommendation) {
    return new Key(foldedResource, recommendation.toLowerCase(Locale.ROOT));
  }

  @Override
  public Optional<Previous> find(ResourceId resource, String definitionName) {
    return Optional.ofNullable(assessments.get(key(resource.folded(), definitionName)));
  }

  /** The percentage of the score then; a jsonl result does not tell it. */
  OptionalDouble percentage() {
    return percentage;
  }

  /** When it was made, where the result tells. */
  Optional<Instant> assessedAt() {
    return assessedAt;
  }
}
