package io.merlon.benchmarks;

import io.merlon.model.Resource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/** What parsing an estate's JSON once costs, by how much is made of it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 10, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ParseBenchmark {
  private static final JsonFactory PLAIN = JsonFactory.builder().build();
  private static final JsonFactory INTERNING =
      JsonFactory.builder().enable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES).build();
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** Every token, but no text: Jackson skips over strings that nobody asks for. */
  @Benchmark
  public void tokensOnly(SampleInventory inventory, Blackhole sink) {
    try (JsonParser parser = PLAIN.createParser(ObjectReadContext.empty(), inventory.json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        sink.consume(token);
      }
    }
  }

  /** Every token, name, text and number: the fastest that Jackson can hand over all there is. */
  @Benchmark
  public void tokensAndText(SampleInventory inventory, Blackhole sink) {
    readAll(PLAIN, inventory.json, sink);
  }

  /** The same with property names interned. */
  @Benchmark
  public void tokensAndTextInterned(SampleInventory inventory, Blackhole sink) {
    readAll(INTERNING, inventory.json, sink);
  }

  /** Jackson's own tree. */
  @Benchmark
  public void jacksonTree(SampleInventory inventory, Blackhole sink) {
    try (MappingIterator<JsonNode> nodes =
        MAPPER.readerFor(JsonNode.class).readValues(inventory.json)) {
      while (nodes.hasNext()) {
        sink.consume(nodes.next());
      }
    }
  }

  /** Our values, ids and types: what the engines work on. */
  @Benchmark
  public List<Resource> resources(SampleInventory inventory) {
    return SampleInventory.parse(inventory.json);
  }

  private static void readAll(JsonFactory factory, byte[] json, Blackhole sink) {
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        switch (token) {
          case PROPERTY_NAME -> sink.consume(parser.currentName());
          case VALUE_STRING -> sink.consume(parser.getString());
          case VALUE_NUMBER_INT -> sink.consume(parser.getLongValue());
          case VALUE_NUMBER_FLOAT -> sink.consume(parser.getDoubleValue());
          default -> sink.consume(token);
        }
      }
    }
  }
}
