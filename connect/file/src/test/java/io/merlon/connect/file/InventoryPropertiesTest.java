package io.merlon.connect.file;

import static io.merlon.connect.file.ReadInventory.account;
import static io.merlon.connect.file.ReadInventory.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class InventoryPropertiesTest {
  enum Shape {
    LINES,
    DOCUMENTS,
    ARRAY,
    VALUE,
    GRAPH,
    PAGES;

    String text(List<String> resources) {
      String list = "[" + String.join(",\n", resources) + "]";
      return switch (this) {
        case LINES -> String.join("\n", resources) + "\n";
        case DOCUMENTS -> String.join(" ", resources) + " ";
        case ARRAY -> list;
        case VALUE -> "{\"value\": " + list + "}";
        case GRAPH -> "{\"count\": 1, \"data\":" + list + ", \"total_records\": 1}";
        case PAGES ->
            resources.stream()
                .map(resource -> "{\"value\":[" + resource + "]}")
                .collect(Collectors.joining("\n"));
      };
    }
  }

  @Property(tries = 200)
  void anySplitOverFilesAndShapesGivesTheSameResources(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 40) Integer> sizes, @ForAll long seed)
      throws Exception {
    Random random = new Random(seed);
    Path folder = Files.createTempDirectory("merlon-split");
    try {
      int next = 0;
      for (int file = 0; file < sizes.size(); file++) {
        List<String> resources = new ArrayList<>();
        for (int i = 0; i < sizes.get(file); i++) {
          resources.add(account("n" + next++));
        }
        Shape shape = Shape.values()[random.nextInt(Shape.values().length)];
        byte[] bytes = (shape.text(resources) + " ").getBytes(StandardCharsets.UTF_8);
        if (!resources.isEmpty()) {
          Files.write(
              folder.resolve("f" + file),
              random.nextBoolean() ? ReadInventory.packed(bytes) : bytes);
        }
      }
      if (next > 0) {
        ReadInventory read = ReadInventory.of(folder);
        assertThat(read.problems()).isEmpty();
        assertThat(read.ids())
            .isEqualTo(IntStream.range(0, next).mapToObj(i -> id("n" + i)).toList());
      }
    } finally {
      delete(folder);
    }
  }

  /** Damage may cost the rest of the file, or of the line, but nothing that stands before it. */
  @Property(tries = 500)
  void damageNeverCostsWhatStandsBeforeIt(
      @ForAll Shape shape, @ForAll boolean cut, @ForAll boolean packed, @ForAll long seed)
      throws Exception {
    Random random = new Random(seed);
    List<String> resources = IntStream.range(0, 30).mapToObj(i -> account("n" + i)).toList();
    byte[] bytes = shape.text(resources).getBytes(StandardCharsets.UTF_8);
    int at = random.nextInt(bytes.length);
    byte[] damaged = cut ? java.util.Arrays.copyOf(bytes, at) : bytes.clone();
    for (int i = at; !cut && i < Math.min(bytes.length, at + 1 + random.nextInt(4)); i++) {
      damaged[i] = (byte) random.nextInt(256);
    }
    Path file = Files.createTempFile("merlon-damage", "");
    try {
      Files.write(file, packed ? ReadInventory.packed(damaged) : damaged);
      ReadInventory read = ReadInventory.of(file);
      String before = new String(bytes, 0, at, StandardCharsets.UTF_8);
      List<String> whole =
          IntStream.range(0, 30)
              .filter(i -> before.contains(resources.get(i)))
              .mapToObj(i -> id("n" + i))
              .toList();
      // The first byte decides what the file is.
      if (at > 0) {
        assertThat(read.ids()).containsAll(whole);
      }
      if (shape == Shape.LINES && at > 0) {
        int lost = cut ? 30 - whole.size() : 2 + 4;
        assertThat(read.ids()).hasSizeGreaterThanOrEqualTo(30 - lost);
      }
    } finally {
      Files.delete(file);
    }
  }

  @Property(tries = 300)
  void anyBytesEndInAnOrderlyWay(@ForAll byte[] noise, @ForAll @IntRange(max = 3) int start)
      throws Exception {
    byte[] head =
        new String[] {"", "[", "{", "\u001f\u008b"}[start].getBytes(StandardCharsets.ISO_8859_1);
    byte[] bytes = java.util.Arrays.copyOf(head, head.length + noise.length);
    System.arraycopy(noise, 0, bytes, head.length, noise.length);
    Path file = Files.createTempFile("merlon-noise", "");
    try {
      Files.write(file, bytes);
      ReadInventory read = ReadInventory.of(file);
      assertThat(read.resources()).isEmpty();
      if (!new String(bytes, StandardCharsets.ISO_8859_1).contains("[")) {
        assertThat(read.problems()).isNotEmpty();
      }
    } finally {
      Files.delete(file);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
