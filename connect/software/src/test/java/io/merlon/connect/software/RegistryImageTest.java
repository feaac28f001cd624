package io.merlon.connect.software;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import io.merlon.connect.software.LoopbackServer.Answer;
import io.merlon.connect.software.registry.Credentials;
import io.merlon.connect.software.registry.ImageReference;
import io.merlon.connect.software.registry.RegistryImage;
import io.merlon.vulnerability.DocumentFault;
import io.merlon.vulnerability.Inventory;
import io.merlon.vulnerability.inventory.SoftwareReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryImageTest {
  private static final String BASIC =
      Base64.getEncoder().encodeToString("bot:pass".getBytes(StandardCharsets.UTF_8));

  @TempDir private Path folder;

  private final Map<String, byte[]> content = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  private static String digest(byte[] bytes) {
    try {
      return "sha256:"
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private String blob(byte[] bytes) {
    content.put("/v2/team/app/blobs/" + digest(bytes), bytes);
    return digest(bytes);
  }

  private String manifest(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    content.put("/v2/team/app/manifests/" + digest(bytes), bytes);
    return digest(bytes);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream output = new GZIPOutputStream(packed)) {
      output.write(bytes);
    }
    return packed.toByteArray();
  }

  private static byte[] zstandard(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream output = new ZstdOutputStream(packed)) {
      output.write(bytes);
    }
    return packed.toByteArray();
  }

  /** An index of two platforms; the one for amd64 has a gzipped and a Zstandard layer. */
  private void publish() throws IOException {
    String lower =
        blob(
            gzip(
                new ImageBuilder.Layer()
                    .file("etc/os-release", "ID=debian\nVERSION_ID=12\n")
                    .file("var/lib/dpkg/status.d/gone", "Package: gone\nVersion: 1\n")
                    .finish()));
    String upper =
        blob(
            zstandard(
                new ImageBuilder.Layer()
                    .file("var/lib/dpkg/status.d/bash", "Package: bash\nVersion: 5\n")
                    .file("var/lib/dpkg/status.d/.wh.gone", "")
                    .finish()));
    String amd =
        manifest(
            "{\"layers\": [{\"digest\": \"%s\"}, {\"digest\": \"%s\"}]}".formatted(lower, upper));
    content.put(
        "/v2/team/app/manifests/1.0",
        """
        {"manifests": [
          {"digest": "sha256:%s", "platform": {"os": "linux", "architecture": "arm64"}},
          {"digest": "%s", "platform": {"os": "linux", "architecture": "amd64"}}]}
        """
            .formatted("0".repeat(64), amd)
            .getBytes(StandardCharsets.UTF_8));
  }

  private Answer serve(LoopbackServer.Request request) {
    byte[] bytes = content.get(request.path());
    return bytes == null ? Answer.of(404) : Answer.ok(bytes);
  }

  private static ImageReference reference(LoopbackServer server, String rest) {
    return ImageReference.of(server.address("").getAuthority() + "/" + rest);
  }

  private Inventory scan(LoopbackServer server, String rest, Credentials credentials)
      throws Exception {
    return SoftwareReader.read(
        "image",
        RegistryImage.read(
            reference(server, rest),
            RegistryImage.Platform.of("linux/amd64"),
            credentials,
            SecretSearch.none(),
            problems::add));
  }

  private static void assertIsOurs(Inventory inventory) {
    assertThat(inventory.distribution()).map(Object::toString).contains("debian 12");
    assertThat(inventory.packages()).extracting(one -> one.name()).containsExactly("bash");
  }

  @Test
  void thePlatformsLayersLieUponEachOther() throws Exception {
    publish();
    try (LoopbackServer server = new LoopbackServer(this::serve)) {
      assertIsOurs(scan(server, "team/app:1.0", Credentials.NONE));
      assertThat(server.requests()).hasSize(4);
    }
  }

  @Test
  void aTokenServerIsAskedWithTheCredentialsThatDockerHas() throws Exception {
    publish();
    try (LoopbackServer tokens =
            new LoopbackServer(request ->
                request.header("Authorization").equals("Basic " + BASIC)
                        && request
                            .path()
                            .equals("/token?service=reg&scope=repository%3Ateam%2Fapp%3Apull")
                    ? Answer.ok("{\"token\": \"T\"}".getBytes(StandardCharsets.UTF_8))
                    : Answer.of(403));
        LoopbackServer server =
            new LoopbackServer(request ->
                request.header("Authorization").equals("Bearer T")
                    ? serve(request)
                    : Answer.of(401)
                        .header(
                            "WWW-Authenticate",
                            "Bearer realm=\"%s\",service=\"reg\",scope=\"repository:team/app:pull\""
                                .formatted(tokens.address("/token"))))) {
      Path configuration =
          Files.writeString(
              folder.resolve("config.json"),
              "{\"auths\": {\"%s\": {\"auth\": \"%s\"}}}"
                  .formatted(server.address("").getAuthority(), BASIC));
      Credentials credentials = Credentials.of(configuration, reference(server, "team/app:1.0"));
      assertIsOurs(scan(server, "team/app:1.0", credentials));
      assertThat(credentials.toString()).doesNotContain(BASIC);
      assertThatThrownBy(() -> scan(server, "team/app:1.0", Credentials.NONE))
          .isInstanceOf(DocumentFault.class)
          .hasMessageContaining("no token");
    }
  }

  @Test
  void theSignInIsNotTakenToAnotherHost() throws Exception {
    publish();
    List<String> seen = new ArrayList<>();
    try (LoopbackServer storage =
            new LoopbackServer(request -> {
              seen.add(request.header("Authorization"));
              return serve(request);
            });
        LoopbackServer server =
            new LoopbackServer(request -> {
              if (!request.header("Authorization").equals("Basic " + BASIC)) {
                return Answer.of(401).header("WWW-Authenticate", "Basic realm=\"r\"");
              }
              return request.path().contains("/blobs/")
                  ? Answer.of(307).header("Location", storage.address(request.path()).toString())
                  : serve(request);
            })) {
      Path configuration =
          Files.writeString(
              folder.resolve("config.json"),
              "{\"auths\": {\"%s\": {\"auth\": \"%s\"}}}"
                  .formatted(server.address("").getAuthority(), BASIC));
      assertIsOurs(
          scan(
              server,
              "team/app:1.0",
              Credentials.of(configuration, reference(server, "team/app:1.0"))));
      assertThat(seen).containsExactly("", "");
    }
  }

  @Test
  void whatIsNotWhatItsDigestSaysIsRefused() throws Exception {
    publish();
    String layer =
        content.keySet().stream()
            .filter(path -> path.contains("/blobs/"))
            .findFirst()
            .orElseThrow();
    content.put(layer, gzip(new ImageBuilder.Layer().file("etc/os-release", "ID=evil").finish()));
    try (LoopbackServer server = new LoopbackServer(this::serve)) {
      assertThatThrownBy(() -> scan(server, "team/app:1.0", Credentials.NONE))
          .isInstanceOf(DocumentFault.class)
          .hasMessageContaining("what came for sha256:");
    }
  }

  @Test
  void aLayerThatIsCutOffIsRefused() throws Exception {
    publish();
    try (LoopbackServer server =
        new LoopbackServer(request ->
            request.path().contains("/blobs/") ? serve(request).cutAfter(40) : serve(request))) {
      assertThatThrownBy(() -> scan(server, "team/app:1.0", Credentials.NONE))
          .isInstanceOf(DocumentFault.class)
          .hasMessageContaining("the layer");
    }
  }

  @Test
  void anImageThatIsNotThereIsToldOf() throws Exception {
    try (LoopbackServer server = new LoopbackServer(this::serve)) {
      assertThatThrownBy(() -> scan(server, "team/app:2.0", Credentials.NONE))
          .isInstanceOf(DocumentFault.class)
          .hasMessageContaining("404");
    }
  }

  @Test
  void referencesAreReadAsDockerReadsThem() {
    assertThat(ImageReference.of("debian").toString()).isEqualTo("docker.io/library/debian:latest");
    assertThat(ImageReference.of("team/app:1").toString()).isEqualTo("docker.io/team/app:1");
    assertThat(ImageReference.of("localhost:5000/a/b:2").toString())
        .isEqualTo("localhost:5000/a/b:2");
    assertThat(ImageReference.of("r.example.org/a@sha256:" + "0".repeat(64)).version())
        .startsWith("sha256:");
    for (String wrong : List.of("", "UPPER", "a:b c", "a@sha256:12", "../x", "a b")) {
      assertThatThrownBy(() -> ImageReference.of(wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
