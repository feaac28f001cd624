package io.merlon.connect.software.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.merlon.connect.software.SecretSearch;
import io.merlon.vulnerability.DocumentFault;
import io.merlon.vulnerability.Inventory;
import io.merlon.vulnerability.inventory.SoftwareReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images are made by {@code mkfs.ext4 -d} of a folder and compared with it. */
class DiskTreeTest {
  private static final int MIB = 1 << 20;

  @TempDir private Path folder;

  private Path root;

  @BeforeEach
  void makeRoot() throws IOException {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/sbin/mkfs.ext4")) || "true".equals(System.getenv("CI")),
        "mkfs.ext4 (e2fsprogs) is not installed");
    root = Files.createDirectories(folder.resolve("root"));
    write("etc/os-release", "ID=debian\nVERSION_ID=12\n".getBytes(StandardCharsets.UTF_8));
    write(
        "var/lib/dpkg/status",
        "Package: bash\nStatus: install ok installed\nVersion: 5.2-1\n\n"
            .getBytes(StandardCharsets.UTF_8));
    write("empty", new byte[0]);
    write("tiny", "within the inode".getBytes(StandardCharsets.UTF_8));
    write("small", bytes(130));
    write("big", bytes(3 * MIB + 17));
    for (int i = 0; i < 1500; i++) {
      write("many/a file with a long name, number " + i, new byte[] {(byte) i});
    }
    Path deep = root;
    for (int i = 0; i < 40; i++) {
      deep = deep.resolve("deeper");
    }
    write(root.relativize(deep.resolve("down")).toString(), bytes(99));
    Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
    Files.createSymbolicLink(root.resolve("short"), Path.of("etc/os-release"));
    Files.createSymbolicLink(root.resolve("long"), Path.of("many/" + "x".repeat(200)));
    Files.createLink(root.resolve("hard"), root.resolve("small"));
    try (RandomAccessFile sparse = new RandomAccessFile(root.resolve("sparse").toFile(), "rw")) {
      sparse.seek(700_000);
      sparse.write(bytes(5_000));
      sparse.setLength(900_001);
    }
  }

  private void write(String path, byte[] content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  private Path image(int mib, String... options) throws Exception {
    Path image = folder.resolve("disk.img");
    List<String> command = new ArrayList<>(List.of("/usr/sbin/mkfs.ext4", "-q", "-F"));
    command.addAll(List.of(options));
    command.addAll(List.of("-d", root.toString(), image.toString(), mib + "M"));
    Process made = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(made.waitFor()).as(said).isZero();
    return image;
  }

  @Test
  void anImageOfQemuHoldsWhatTheDiskHolds() throws Exception {
    Path raw = image(64);
    Path packed = folder.resolve("disk.qcow2");
    Process made =
        new ProcessBuilder("/usr/sbin/e2image", "-Qa", raw.toString(), packed.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(made.waitFor()).as(said).isZero();
    List<String> problems = new ArrayList<>();
    try (DiskTree tree = DiskTree.open(packed, SecretSearch.none(), problems::add);
        DiskTree same = DiskTree.open(raw, SecretSearch.none(), problems::add)) {
      assertThat(tree.paths()).isEqualTo(same.paths()).contains("var/lib/dpkg/status");
      for (String path : same.paths()) {
        assertThat(tree.content(path).orElseThrow())
            .as(path)
            .isEqualTo(same.content(path).orElseThrow());
      }
    }
    assertThat(problems).isEmpty();
    byte[] bytes = Files.readAllBytes(packed);
    for (int at : new int[] {7, 15, 20, 35}) {
      byte[] broken = bytes.clone();
      broken[at] = 0x7F;
      Files.write(packed, broken);
      assertThatThrownBy(() -> DiskTree.open(packed, SecretSearch.none(), problem -> {}))
          .isInstanceOf(DocumentFault.class)
          .hasMessageContaining("disk.qcow2");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-b 1024",
        "-b 4096 -O inline_data -I 256",
        "-t ext2 -b 1024",
        "-t ext3",
        "-O ^64bit,^metadata_csum",
        "-b 1024 -O ^extents,^64bit",
        "-I 128 -O ^metadata_csum"
      })
  void anImageHoldsWhatTheFolderHeld(String options) throws Exception {
    if (options.contains("inline_data")) {
      // With it mkfs.ext4 -d forgets the hole at a file's end, as debugfs shows too.
      Files.delete(root.resolve("sparse"));
    }
    Path image = image(64, options.isEmpty() ? new String[0] : options.split(" ", -1));
    try (FileChannel channel = FileChannel.open(image)) {
      Ext4 volume = Ext4.open(new Blocks(channel, 0, channel.size()));
      Map<String, Inode> found = new HashMap<>();
      list(volume, Ext4.ROOT, "", found);
      found.remove("lost+found");
      try (Stream<Path> walk = Files.walk(root)) {
        for (Path path : walk.skip(1).toList()) {
          String name = root.relativize(path).toString();
          Inode inode = found.remove(name);
          assertThat(inode).as(name).isNotNull();
          if (Files.isSymbolicLink(path)) {
            assertThat(inode.isLink()).as(name).isTrue();
            assertThat(content(volume, inode))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(Files.readSymbolicLink(path).toString());
          } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            assertThat(content(volume, inode)).as(name).isEqualTo(Files.readAllBytes(path));
          } else {
            assertThat(inode.isFolder()).as(name).isTrue();
          }
        }
      }
      assertThat(found).isEmpty();
    }
  }

  private static byte[] content(Ext4 volume, Inode inode) throws IOException {
    try (InputStream input = volume.content(inode)) {
      return input.readAllBytes();
    }
  }

  private static void list(Ext4 volume, long folder, String prefix, Map<String, Inode> into)
      throws IOException {
    for (Ext4.Name name : volume.names(volume.inode(folder))) {
      Inode inode = volume.inode(name.inode());
      into.put(prefix + name.name(), inode);
      if (inode.isFolder()) {
        list(volume, name.inode(), prefix + name.name() + "/", into);
      }
    }
  }

  private static Inventory inventory(Path image, List<String> problems) throws Exception {
    try (DiskTree tree = DiskTree.open(image, SecretSearch.none(), problems::add)) {
      return SoftwareReader.read("disk", tree);
    }
  }

  @Test
  void theSystemIsFoundBehindPartitionTables() throws Exception {
    Path volume = image(64);
    for (Path disk : List.of(mbr(volume), logical(volume), gpt(volume, 512), gpt(volume, 4096))) {
      List<String> problems = new ArrayList<>();
      Inventory inventory = inventory(disk, problems);
      assertThat(problems).isEmpty();
      assertThat(inventory.distribution()).map(Object::toString).contains("debian 12");
      assertThat(inventory.packages()).extracting(one -> one.name()).containsExactly("bash");
      Files.delete(disk);
    }
  }

  private Path disk(Path volume, long start) throws IOException {
    Path disk = Files.createTempFile(folder, "whole", ".img");
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.seek(start);
      file.write(Files.readAllBytes(volume));
      file.setLength(start + Files.size(volume) + MIB);
    }
    return disk;
  }

  private static void put(Path disk, long place, ByteBuffer bytes) throws IOException {
    try (FileChannel file = FileChannel.open(disk, StandardOpenOption.WRITE)) {
      file.write(bytes.clear(), place);
    }
  }

  private static ByteBuffer mbrSector(int type, long start, long sectors) {
    ByteBuffer sector = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
    sector.put(446 + 4, (byte) type).putInt(446 + 8, (int) start).putInt(446 + 12, (int) sectors);
    return sector.putShort(510, (short) 0xAA55);
  }

  private Path mbr(Path volume) throws IOException {
    Path disk = disk(volume, MIB);
    put(disk, 0, mbrSector(0x83, 2048, Files.size(volume) / 512));
    return disk;
  }

  private Path logical(Path volume) throws IOException {
    Path disk = disk(volume, 2 * MIB);
    put(disk, 0, mbrSector(0x05, 2048, Files.size(volume) / 512 + 2048));
    put(disk, MIB, mbrSector(0x83, 2048, Files.size(volume) / 512));
    return disk;
  }

  private Path gpt(Path volume, int sector) throws IOException {
    Path disk = disk(volume, MIB);
    put(disk, 0, mbrSector(0xEE, 1, Files.size(disk) / 512));
    ByteBuffer header = ByteBuffer.allocate(92).order(ByteOrder.LITTLE_ENDIAN);
    header.put("EFI PART".getBytes(StandardCharsets.US_ASCII));
    header.putLong(72, 2).putInt(80, 128).putInt(84, 128);
    put(disk, sector, header);
    ByteBuffer entry = ByteBuffer.allocate(128).order(ByteOrder.LITTLE_ENDIAN);
    entry.putLong(0, 0x477284830FC63DAFL).putLong(8, 0x4DE63D69L);
    entry.putLong(32, MIB / sector).putLong(40, (MIB + Files.size(volume)) / sector - 1);
    put(disk, 2L * sector, entry);
    return disk;
  }

  @Test
  void whatIsNoDiskIsRefused() throws Exception {
    for (byte[] content : List.of(new byte[0], new byte[10], bytes(100_000), new byte[100_000])) {
      Path file = Files.write(folder.resolve("no.img"), content);
      assertThatThrownBy(() -> inventory(file, new ArrayList<>()))
          .isInstanceOf(DocumentFault.class)
          .hasMessageContaining("ext4");
    }
  }

  /** Damage hits what steers reading: superblock, descriptors, inodes, extents and folders. */
  @Test
  @Timeout(300)
  void aDamagedImageIsReadOrRefusedInBoundedTime() throws Exception {
    byte[] good = Files.readAllBytes(image(12, "-b", "1024"));
    Path damaged = folder.resolve("damaged.img");
    Random random = new Random(7);
    long slowest = 0;
    for (int round = 0; round < 400; round++) {
      byte[] bytes = good.clone();
      int region = round % 3 == 0 ? 2048 : round % 3 == 1 ? 400_000 : bytes.length;
      for (int i = 0; i < 1 + random.nextInt(60); i++) {
        bytes[region == 2048 ? 1024 + random.nextInt(1024) : random.nextInt(region)] =
            random.nextBoolean() ? (byte) 0xFF : (byte) random.nextInt();
      }
      Files.write(damaged, bytes);
      long start = System.nanoTime();
      try {
        inventory(damaged, new ArrayList<>());
      } catch (DocumentFault refused) {
        assertThat(refused).hasMessageContaining("damaged.img");
      }
      slowest = Math.max(slowest, System.nanoTime() - start);
    }
    assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(60));
  }
}
