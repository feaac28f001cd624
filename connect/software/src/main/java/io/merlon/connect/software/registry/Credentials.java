package io.merlon.connect.software.registry;

import io.merlon.json.Json;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import io.merlon.vulnerability.DocumentFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * The header that signs in at a registry, from Docker's configuration.
 *
 * @param basic user and password as basic authentication has them, in Base64
 */
public record Credentials(Optional<String> basic) {
  public static final Credentials NONE = new Credentials(Optional.empty());

  /** What {@code docker login} has left for a registry in this file, if it has. */
  public static Credentials of(Path configuration, ImageReference image)
      throws IOException, DocumentFault {
    if (!Files.exists(configuration)) {
      return NONE;
    }
    try {
      Value auths = Json.parse(Files.readAllBytes(configuration)).get("auths");
      if (auths instanceof ObjectValue object) {
        for (int i = 0; i < object.size(); i++) {
          String name = object.nameAt(i).text().replaceFirst("^https?://", "");
          boolean isIt =
              name.equals(image.host())
                  || name.startsWith(image.host() + "/")
                  || image.host().equals("docker.io") && name.startsWith("index.docker.io");
          String basic = object.valueAt(i).get("auth").textOr("");
          if (isIt && !basic.isEmpty()) {
            return new Credentials(Optional.of(basic));
          }
        }
      }
      return NONE;
    } catch (JacksonException e) {
      throw new DocumentFault(configuration + ": not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** Never the secret itself. */
  @Override
  public String toString() {
    return basic.isPresent() ? "credentials" : "no credentials";
  }
}
