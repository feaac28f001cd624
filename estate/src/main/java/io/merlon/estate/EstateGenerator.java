package io.merlon.estate;

import io.merlon.json.Json;
import io.merlon.model.ObjectValue;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Makes an estate. The same seed and shares give the same bytes, and a smaller estate is the
 * beginning of a larger one. Nothing is kept: a resource is made of its number alone.
 */
public final class EstateGenerator {
  private static final int WRITE_BYTES = 256 << 10;

  private final Dice dice;
  private final long size;
  private final Blueprint blueprint = Blueprint.load();
  private final Map<String, Weakness> weaknesses = new HashMap<>();
  private final Map<String, Double> shares = new HashMap<>();

  /**
   * @param seed any number
   * @param size how many resources
   * @param unhealthy which part of them is unhealthy
   * @throws IllegalArgumentException when the shares name a weakness that does not exist
   */
  public EstateGenerator(long seed, long size, UnhealthyShares unhealthy) {
    if (size < 0) {
      throw new IllegalArgumentException("an estate cannot have " + size + " resources");
    }
    this.dice = new Dice(seed);
    this.size = size;
    for (Weakness weakness : blueprint.weaknesses()) {
      weaknesses.put(weakness.name(), weakness);
      shares.put(weakness.name(), unhealthy.of(weakness.name()));
    }
    for (String name : unhealthy.byWeakness().keySet()) {
      weakness(name);
    }
  }

  /** Writes the resources as JSON lines; the stream stays open. */
  public void writeLines(OutputStream output) throws IOException {
    write(output, "", "", "\n", "");
  }

  /** Writes the resources as one JSON array; the stream stays open. */
  public void writeArray(OutputStream output) throws IOException {
    write(output, "[", "\n", "", "\n]\n");
  }

  /** The resources as values. */
  public Stream<ObjectValue> resources() {
    ByteText text = new ByteText();
    Cursor cursor = new Cursor();
    return LongStream.range(0, size)
        .mapToObj(index -> {
          text.clear();
          cursor.write(index, text);
          return (ObjectValue) Json.parse(text.bytes());
        });
  }

  /** The score that the definitions of {@link EstatePolicies} must come to. */
  public ExpectedScore expectedScore() {
    return new ScorePlan(blueprint, dice, size, this::isHealthy).count();
  }

  private void write(OutputStream output, String open, String before, String after, String close)
      throws IOException {
    ByteText text = new ByteText();
    Cursor cursor = new Cursor();
    TextBytes end = TextBytes.of(after);
    text.add(TextBytes.of(open));
    for (long index = 0; index < size; index++) {
      text.add(TextBytes.of(index > 0 && after.isEmpty() ? "," + before : before));
      cursor.write(index, text);
      text.add(end);
      if (text.length() > WRITE_BYTES) {
        text.writeTo(output);
        text.clear();
      }
    }
    text.add(TextBytes.of(close));
    text.writeTo(output);
    output.flush();
  }

  private boolean isHealthy(long index, String name) {
    return dice.share(index, weakness(name).purpose()) >= shares.getOrDefault(name, 0.0);
  }

  private Weakness weakness(String name) {
    Weakness weakness = weaknesses.get(name);
    if (weakness == null) {
      throw new IllegalArgumentException("there is no weakness " + name);
    }
    return weakness;
  }

  /** Goes through the estate; it keeps the workload that it is in. */
  private final class Cursor {
    private Workload workload = Workload.of(0, dice, blueprint.plans());
    private final Slot slot = new Slot(dice, EstateGenerator.this::isHealthy, workload);

    void write(long index, ByteText text) {
      long number = index / blueprint.places();
      int place = (int) (index % blueprint.places());
      if (number != workload.number()) {
        workload = Workload.of(number, dice, blueprint.plans());
      }
      slot.moveTo(workload, index, blueprint.ordinal(place));
      blueprint.template(blueprint.kind(place, workload)).write(slot, text);
    }
  }
}
