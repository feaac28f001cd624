package io.merlon.connect.file;

import static io.merlon.connect.file.ReadInventory.account;
import static io.merlon.connect.file.ReadInventory.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadInputTest {
  @TempDir Path folder;

  private ReadInventory read(String text) throws Exception {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private ReadInventory read(byte[] bytes) throws Exception {
    return ReadInventory.of(Files.write(folder.resolve("input"), bytes));
  }

  private static void assertOneProblem(ReadInventory read, String... parts) {
    assertThat(read.problems()).singleElement().asString().contains(parts);
  }

  @Test
  void aBrokenLineCostsThatLineOnly() throws Exception {
    String broken = account("b").replace("\"name\":", "\"name\"");
    ReadInventory read = read(account("a") + "\n" + broken + "\n\n" + account("c") + "\n");
    assertThat(read.ids()).containsExactly(id("a"), id("c"));
    assertOneProblem(read, "input:2 (byte ", "is not JSON");
  }

  @Test
  void aBrokenFirstLineCostsThatLineOnly() throws Exception {
    for (int length : new int[] {5, 40, account("b").length() - 1}) {
      ReadInventory read =
          read(account("b").substring(0, length) + "\n" + account("a") + "\n" + account("c"));
      assertThat(read.ids()).containsExactly(id("a"), id("c"));
      assertOneProblem(read, "input:1 (byte ");
    }
  }

  @Test
  void aCutOffLineSaysSo() throws Exception {
    ReadInventory read = read(account("a") + "\n" + account("b").substring(0, 30));
    assertThat(read.ids()).containsExactly(id("a"));
    assertOneProblem(read, "input:2", "the last line is cut short");
  }

  @Test
  void aBrokenItemEndsItsFileButKeepsWhatCameBeforeAndTheOtherFiles() throws Exception {
    Path first = folder.resolve("1");
    ReadInventory.write(first, "[" + account("a") + ",\n {\"id\" 1}, " + account("b") + "]");
    Path second = ReadInventory.write(folder.resolve("2"), account("c"));
    ReadInventory read = ReadInventory.of(first, second);
    assertThat(read.ids()).containsExactly(id("a"), id("c"));
    assertOneProblem(read, "1:2 (byte ", "is not JSON", "what follows");
  }

  @Test
  void aTruncatedListKeepsWhatCameBefore() throws Exception {
    for (String start : new String[] {"[", "{\"value\":[", "{\"data\": ["}) {
      for (String end : new String[] {"", ",", "]", "," + account("b").substring(0, 50)}) {
        if (!(start + end).equals("[]")) {
          ReadInventory read = read(start + account("a") + end);
          assertThat(read.ids()).containsExactly(id("a"));
          assertOneProblem(read, "cut short");
        }
      }
    }
  }

  @Test
  void idsThatComeTwiceAreUsedOnce() throws Exception {
    ReadInventory read =
        read(account("a") + "\n" + account("b") + "\n" + account("a") + "\n" + account("B"));
    assertThat(read.ids()).containsExactly(id("a"), id("b"));
    assertThat(read.problems())
        .satisfiesExactly(
            problem -> assertThat(problem).contains("input:3", "was there before;"),
            problem -> assertThat(problem).contains("input:4", "differs in case only"));
  }

  @Test
  void whatIsNoResourceIsNamedWithItsPlace() throws Exception {
    ReadInventory read =
        read(
            "[\n7,\n[1, [2]],\n"
                + account("a")
                + ",\n{\"error\": {}},\n{\"id\": \"x\"},\n{\"id\": 5, \"type\": null}]");
    assertThat(read.ids()).containsExactly(id("a"));
    assertThat(read.problems())
        .satisfiesExactly(
            problem -> assertThat(problem).contains("input:2 (byte 2)", "a number"),
            problem -> assertThat(problem).contains("input:3", "an array"),
            problem -> assertThat(problem).contains("input:5", "neither an id nor a type"),
            problem -> assertThat(problem).contains("input:6", "\"x\" has no type"),
            problem -> assertThat(problem).contains("input:7", "its id is a number"));
  }

  @Test
  void latin1IsRefusedWithItsPlace() throws Exception {
    byte[] latin1 =
        (account("a") + "\n" + account("\u00e9") + "\n" + account("b"))
            .getBytes(StandardCharsets.ISO_8859_1);
    ReadInventory read = read(latin1);
    assertThat(read.ids()).containsExactly(id("a"), id("b"));
    assertOneProblem(read, "input:2", "is not UTF-8", "middle byte 0x22");
  }

  @Test
  void aBrokenLineIsNamedByTheByteWhereItBreaks() throws Exception {
    String before = account("a") + "\n";
    ReadInventory read = read(before + "{\"id\" 1}\n" + account("b"));
    assertThat(read.ids()).containsExactly(id("a"), id("b"));
    int breaks = before.length() + "{\"id\" ".length();
    assertOneProblem(read, "input:2 (byte " + breaks + ")", "the line is not JSON");
  }

  @Test
  void packedLinesThatAreCutShortKeepWhatCameBefore() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      text.append(account("a" + Integer.toHexString(i * 0x9E3779B9))).append('\n');
    }
    byte[] packed = ReadInventory.packed(text.toString().getBytes(StandardCharsets.UTF_8));
    for (int share = 1; share <= 3; share++) {
      ReadInventory read = read(Arrays.copyOf(packed, packed.length * share / 4));
      assertThat(read.ids().size()).isBetween(4_500 * share, 5_500 * share);
      assertOneProblem(read, "input:" + (read.ids().size() + 1) + " (byte ", "gzip");
    }
  }

  @Test
  void aPackedListThatIsCutShortKeepsWhatCameBefore() throws Exception {
    String list = "[" + account("a") + "," + account("b") + "]";
    byte[] packed = ReadInventory.packed(list.getBytes(StandardCharsets.UTF_8));
    ReadInventory read = read(Arrays.copyOf(packed, packed.length - 12));
    assertThat(read.ids()).contains(id("a"));
    assertOneProblem(read, "input:1 (byte ", "gzip");
  }

  @Test
  void aResourceWithoutATypeIsSaidAndTakenForWhatItsIdSpells() throws Exception {
    ReadInventory read =
        read(
            account("a")
                + "\n{\"id\": \""
                + id("b")
                + "\", \"properties\": {}}\n{\"id\": \"/subscriptions/S1\"}");
    assertThat(read.ids()).containsExactly(id("a"), id("b"), "/subscriptions/S1");
    assertOneProblem(read, "input:2 (byte ", "has no type", "Microsoft.Storage/storageAccounts");
  }

  @Test
  void damagedUtf16IsSaid() throws Exception {
    byte[] bytes = ("[" + account("a")).getBytes(StandardCharsets.UTF_16);
    ReadInventory read = read(Arrays.copyOf(bytes, bytes.length - 1));
    assertOneProblem(read, "UTF-16");
  }

  @Test
  void otherFilesAreNamed() throws Exception {
    assertOneProblem(read(""), "input: is empty");
    assertOneProblem(read(" \n"), "is empty");
    assertOneProblem(read("# Notes\u0000"), "input:1 (byte 0): is not JSON", "# Notes?");
    assertOneProblem(read("\"text\""), "is not JSON");
  }

  @Test
  void depthIsBounded() throws Exception {
    String deep = "{\"id\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    ReadInventory lines = read(account("a") + "\n" + deep + "\n" + account("b"));
    assertThat(lines.ids()).containsExactly(id("a"), id("b"));
    assertOneProblem(lines, "input:2", "nest");
    assertOneProblem(read("[".repeat(1_000_000)), "nest");
  }

  @Test
  void aResourceThatIsTooLargeIsRefusedWithoutBeingHeld() throws Exception {
    InventoryLimits small = new InventoryLimits(100_000, 10);
    String large = account("x".repeat(300_000));
    Path lines =
        ReadInventory.write(
            folder.resolve("1"), account("a") + "\n" + large + "\n" + account("b") + "\n" + large);
    ReadInventory read = ReadInventory.of(small, lines);
    assertThat(read.ids()).containsExactly(id("a"), id("b"));
    assertThat(read.problems())
        .satisfiesExactly(
            problem -> assertThat(problem).contains("1:2", "too large", "100000"),
            problem -> assertThat(problem).contains("1:4", "too large"));
    Path array =
        ReadInventory.write(
            folder.resolve("2"), "[" + account("c") + "," + large + "," + account("d") + "]");
    ReadInventory fromArray = ReadInventory.of(small, array);
    assertThat(fromArray.ids()).containsExactly(id("c"));
    assertOneProblem(fromArray, "too large");
  }

  @Test
  void aGzipBombIsRefused() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(("[" + account("a") + ",{\"id\":\"").getBytes(StandardCharsets.UTF_8));
      byte[] filler = new byte[1 << 20];
      Arrays.fill(filler, (byte) 'x');
      for (int i = 0; i < 200; i++) {
        gzip.write(filler);
      }
    }
    ReadInventory read = read(packed.toByteArray());
    assertThat(read.ids()).containsExactly(id("a"));
    assertOneProblem(read, "too large");
  }

  @Test
  void damagedGzipKeepsWhatCameBefore() throws Exception {
    String text = (account("a") + "\n") + (account("b") + "\n").repeat(40_000);
    byte[] packed = ReadInventory.packed(text.getBytes(StandardCharsets.UTF_8));
    ReadInventory cut =
        ReadInventory.of(
            new InventoryLimits(1 << 20, 1),
            Files.write(folder.resolve("cut"), Arrays.copyOf(packed, packed.length - 100)));
    assertThat(cut.ids()).containsExactly(id("a"), id("b"));
    assertOneProblem(read(Arrays.copyOf(packed, 12)), "gzip");
  }

  @Test
  void problemsAreCountedBeyondThoseThatAreKept() throws Exception {
    Path file =
        ReadInventory.write(folder.resolve("input"), account("a") + "\n" + "{}\n".repeat(50));
    try (InventoryFiles files =
        InventoryFiles.open(
            java.util.List.of(file.toString()),
            java.io.InputStream.nullInputStream(),
            new InventoryLimits(1000, 3))) {
      files.read(ReadingProgress.SILENT, resource -> {});
      assertThat(files.problems().kept()).hasSize(3);
      assertThat(files.problems().count()).isEqualTo(50);
    }
  }

  @Test
  void pathsThatLeadNowhereAreNamed() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    ReadInventory read = ReadInventory.of(folder.resolve("missing"), empty);
    assertThat(read.problems())
        .satisfiesExactly(
            problem -> assertThat(problem).contains("missing: there is no such file"),
            problem -> assertThat(problem).contains("empty: holds no files"));
  }

  @Test
  void linksThatLoopOrDangleAreNamed() throws Exception {
    Path inner = Files.createDirectories(folder.resolve("in/inner"));
    ReadInventory.write(inner.resolve("x"), account("a"));
    Files.createSymbolicLink(inner.resolve("loop"), folder.resolve("in"));
    Files.createSymbolicLink(inner.resolve("nothing"), folder.resolve("nowhere"));
    ReadInventory read = ReadInventory.of(folder.resolve("in"));
    assertThat(read.ids()).containsExactly(id("a"));
    assertThat(read.problems())
        .satisfiesExactlyInAnyOrder(
            problem -> assertThat(problem).contains("loop: links back"),
            problem -> assertThat(problem).contains("nothing: is a link to nothing"));
  }
}
