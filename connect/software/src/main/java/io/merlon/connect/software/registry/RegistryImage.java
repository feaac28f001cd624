package io.merlon.connect.software.registry;

import io.merlon.connect.software.ImageLayers;
import io.merlon.connect.software.SecretSearch;
import io.merlon.json.Json;
import io.merlon.model.ArrayValue;
import io.merlon.model.Value;
import io.merlon.vulnerability.DocumentFault;
import io.merlon.vulnerability.inventory.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;

/**
 * An image in a registry. Its layers stream by and are kept nowhere; what comes must be what its
 * digest says, else nothing of the image counts.
 */
public final class RegistryImage {
  private static final String MANIFESTS =
      String.join(
          ", ",
          "application/vnd.oci.image.index.v1+json",
          "application/vnd.oci.image.manifest.v1+json",
          "application/vnd.docker.distribution.manifest.list.v2+json",
          "application/vnd.docker.distribution.manifest.v2+json");

  private static final int MAX_MANIFEST = 8 << 20;
  private static final int MAX_LAYERS = 1000;
  private static final String DIGEST = "sha256:[0-9a-f]{64}";

  private final ImageReference image;
  private final Platform platform;
  private final RegistryClient client;

  /** For which machines an image is. */
  public record Platform(String system, String architecture) {
    /** From {@code linux/amd64}. */
    public static Platform of(String text) {
      String[] parts = text.split("/", -1);
      if (parts.length < 2) {
        throw new IllegalArgumentException(
            "\"" + text + "\" is no platform; write for example linux/amd64");
      }
      return new Platform(parts[0], parts[1]);
    }
  }

  private RegistryImage(ImageReference image, Platform platform, RegistryClient client) {
    this.image = image;
    this.platform = platform;
    this.client = client;
  }

  /**
   * Reads an image.
   *
   * @param platform which one of those that stand under one name
   * @param secrets shown the files of all layers
   * @param problems told of entries that are refused
   * @throws DocumentFault when there is no such image, or it is not what its digests say
   */
  public static FileTree read(
      ImageReference image,
      Platform platform,
      Credentials credentials,
      SecretSearch secrets,
      Consumer<String> problems)
      throws IOException, DocumentFault {
    return new RegistryImage(image, platform, new RegistryClient(credentials))
        .read(secrets, problems);
  }

  private FileTree read(SecretSearch secrets, Consumer<String> problems)
      throws IOException, DocumentFault {
    Value manifest = manifest(image.version());
    if (manifest.get("manifests") instanceof ArrayValue list) {
      manifest = manifest(ofPlatform(list.items()));
    }
    List<Value> layers =
        manifest.get("layers") instanceof ArrayValue list ? list.items() : List.of();
    if (layers.isEmpty() || layers.size() > MAX_LAYERS) {
      throw new DocumentFault(image + ": its manifest has " + layers.size() + " layers");
    }
    ImageLayers stack = new ImageLayers(secrets, problems);
    for (Value layer : layers) {
      String digest = digest(layer);
      if (stack.isNew(digest)) {
        addLayer(stack, digest);
      }
    }
    return stack.tree(image.toString());
  }

  private void addLayer(ImageLayers stack, String digest) throws IOException, DocumentFault {
    MessageDigest sum = sha256();
    try (InputStream body = client.get(image.address("/blobs/" + digest), "*/*");
        DigestInputStream checked = new DigestInputStream(body, sum)) {
      stack.add(digest, checked);
      checked.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new DocumentFault(image + ": the layer " + digest + ": " + e.getMessage(), e);
    }
    check(digest, sum);
  }

  private String ofPlatform(List<Value> manifests) throws DocumentFault {
    Optional<Value> found =
        manifests.stream()
            .filter(one -> one.get("platform").get("os").textOr("").equals(platform.system))
            .filter(one ->
                one.get("platform").get("architecture").textOr("").equals(platform.architecture))
            .findFirst();
    return digest(
        found.orElseThrow(() ->
            new DocumentFault(
                image + ": there is none for " + platform.system + "/" + platform.architecture)));
  }

  private Value manifest(String version) throws IOException, DocumentFault {
    byte[] bytes;
    try (InputStream body = client.get(image.address("/manifests/" + version), MANIFESTS)) {
      bytes = body.readNBytes(MAX_MANIFEST);
    }
    if (version.matches(DIGEST)) {
      MessageDigest sum = sha256();
      sum.update(bytes);
      check(version, sum);
    }
    try {
      return Json.parse(bytes);
    } catch (JacksonException e) {
      throw new DocumentFault(image + ": its manifest is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private String digest(Value descriptor) throws DocumentFault {
    String digest = descriptor.get("digest").textOr("");
    if (!digest.matches(DIGEST)) {
      throw new DocumentFault(image + ": \"" + digest + "\" is no SHA-256 digest");
    }
    return digest;
  }

  private void check(String digest, MessageDigest sum) throws DocumentFault {
    String actual = "sha256:" + HexFormat.of().formatHex(sum.digest());
    if (!digest.equals(actual)) {
      throw new DocumentFault(image + ": what came for " + digest + " is " + actual);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
