package io.merlon.connect.software;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.vulnerability.Ecosystem;
import io.merlon.vulnerability.Inventory;
import io.merlon.vulnerability.inventory.FileTree;
import io.merlon.vulnerability.inventory.SoftwareReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The packages of the machine that the tests run on. */
class MachinePackagesTest {
  private static final Path STATUS = Path.of("/var/lib/dpkg/status");

  @Test
  void theListEqualsWhatDpkgSays() throws Exception {
    Assumptions.assumeTrue(Files.exists(STATUS), "this machine has no dpkg");
    Process query =
        new ProcessBuilder(
                "dpkg-query",
                "-W",
                "-f=${db:Status-Status} ${Package} ${Version} ${source:Package} ${source:Version}\n")
            .start();
    List<String> expected =
        new String(query.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.startsWith("installed "))
            .map(line -> line.substring("installed ".length()))
            .distinct()
            .sorted()
            .toList();
    Inventory inventory = SoftwareReader.read("this machine", new OneFile());
    assertThat(
            inventory
                .packages()
                .filter(one -> one.ecosystem() == Ecosystem.DEB)
                .map(one ->
                    one.name()
                        + " "
                        + one.version()
                        + " "
                        + one.source().map(source -> source.name()).orElse(one.name())
                        + " "
                        + one.source().map(source -> source.version()).orElse(one.version()))
                .sorted()
                .toList())
        .isEqualTo(expected);
  }

  private record OneFile() implements FileTree {
    @Override
    public Collection<String> paths() {
      return List.of("var/lib/dpkg/status");
    }

    @Override
    public Optional<byte[]> content(String path) throws IOException {
      return Optional.of(Files.readAllBytes(STATUS));
    }
  }
}
