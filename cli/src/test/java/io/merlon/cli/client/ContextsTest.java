package io.merlon.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContextsTest {
  private static final Context CONTEXT =
      new Context("https://h:1", "PEM", "admin", "secret", "token", Instant.ofEpochSecond(5));
  @TempDir private Path folder;

  private Contexts contexts() {
    return new Contexts(folder.resolve("client"));
  }

  @Test
  void aContextIsKeptForItsOwnerOnly() throws IOException {
    contexts().write("one", CONTEXT);
    assertThat(contexts().read("one")).isEqualTo(CONTEXT);
    assertThat(contexts().names()).containsExactly("one");
    for (String each : List.of("client", "client/one.json")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(each))))
          .endsWith("------");
    }
    assertThat(CONTEXT.toString()).doesNotContain("secret").doesNotContain("token");
  }

  @Test
  void theCurrentOneEndsWithIt() throws IOException {
    assertThat(contexts().current()).isEmpty();
    contexts().write("one", CONTEXT);
    contexts().use("one");
    assertThat(contexts().current()).contains("one");
    assertThat(contexts().delete("one")).isTrue();
    assertThat(contexts().delete("one")).isFalse();
    assertThat(contexts().current()).isEmpty();
    assertThat(contexts().names()).isEmpty();
  }

  @Test
  void aDamagedOrMissingContextAsksToSignIn() throws IOException {
    contexts().write("one", CONTEXT);
    Files.writeString(folder.resolve("client/one.json"), "{");
    assertThatThrownBy(() -> contexts().read("one"))
        .isInstanceOfSatisfying(
            ServerFault.class, fault -> assertThat(fault.exitCode()).isEqualTo(4))
        .hasMessageContaining("sign in again");
    assertThatThrownBy(() -> contexts().read("two")).hasMessageContaining("not signed in");
  }

  @Test
  void aNameIsNoPath() {
    assertThat(Contexts.isName("localhost-8443")).isTrue();
    for (String wrong : List.of("", ".", "../a", "a/b", ".a", "a b")) {
      assertThat(Contexts.isName(wrong)).as(wrong).isFalse();
    }
  }

  @Test
  void fingerprintsAreTheSameHoweverTheyAreWritten() {
    assertThat(Trust.isSame("AB:CD:01", "abcd01")).isTrue();
    assertThat(Trust.isSame("AB:CD:01", "AB:CD:02")).isFalse();
  }
}
