package io.merlon.benchmarks;

import io.merlon.estate.EstateGenerator;
import io.merlon.estate.UnhealthyShares;
import io.merlon.json.Json;
import io.merlon.json.JsonValues;
import io.merlon.model.ObjectValue;
import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.model.ResourceType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/** An estate as JSON lines in memory, and as resources. */
@State(Scope.Benchmark)
public class SampleInventory {
  private static final double UNHEALTHY = 0.2;

  /** How many resources. */
  @Param("20000")
  public int size;

  byte[] json = {};
  List<Resource> resources = List.of();

  /** Makes the estate. */
  @Setup
  public void make() throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    new EstateGenerator(42, size, UnhealthyShares.of(UNHEALTHY)).writeLines(output);
    json = output.toByteArray();
    resources = parse(json);
  }

  /** The resources of JSON lines, as the file connector shapes them. */
  static List<Resource> parse(byte[] json) {
    List<Resource> resources = new ArrayList<>();
    JsonValues values = new JsonValues();
    Map<String, ResourceType> types = new HashMap<>();
    try (JsonParser parser = Json.factory().createParser(ObjectReadContext.empty(), json)) {
      while (parser.nextToken() != null) {
        ObjectValue document = (ObjectValue) values.read(parser);
        resources.add(
            new Resource(
                ResourceId.of(document.get("id").textOr("")),
                types.computeIfAbsent(document.get("type").textOr(""), ResourceType::of),
                document));
      }
    }
    return resources;
  }
}
