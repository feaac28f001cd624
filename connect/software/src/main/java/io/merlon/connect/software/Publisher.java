package io.merlon.connect.software;

import io.merlon.json.Json;
import io.merlon.model.ArrayValue;
import io.merlon.model.Value;
import io.merlon.vulnerability.DocumentFault;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;

/**
 * Where a feed of advisories is published.
 *
 * @param name unique; the feed is kept under it
 * @param address of the feed, or of a text that holds the feed's name in the same folder
 * @param namesLatest whether the address is that of such a text
 * @param checksum what is put behind the feed's address to get that of its SHA-256
 */
public record Publisher(String name, URI address, boolean namesLatest, Optional<String> checksum) {

  /** The publishers that are known from the start. */
  public static List<Publisher> known() throws IOException, DocumentFault {
    try (InputStream input =
        Objects.requireNonNull(Publisher.class.getResourceAsStream("publishers.json"))) {
      return read("publishers.json", input.readAllBytes());
    }
  }

  /** The publishers that a configuration file lists. */
  public static List<Publisher> read(Path file) throws IOException, DocumentFault {
    return read(file.toString(), Files.readAllBytes(file));
  }

  private static List<Publisher> read(String file, byte[] bytes) throws DocumentFault {
    List<Publisher> publishers = new ArrayList<>();
    Set<String> names = new HashSet<>();
    try {
      if (Json.parse(bytes).get("publishers") instanceof ArrayValue list) {
        for (Value entry : list.items()) {
          Publisher publisher = of(entry);
          if (!names.add(publisher.name)) {
            throw new DocumentFault(file + ": two publishers have the name " + publisher.name);
          }
          publishers.add(publisher);
        }
      }
    } catch (JacksonException | IllegalArgumentException e) {
      throw new DocumentFault(file + ": " + e.getMessage(), e);
    }
    if (publishers.isEmpty()) {
      throw new DocumentFault(file + ": it lists no \"publishers\"");
    }
    return publishers;
  }

  private static Publisher of(Value entry) {
    String name = entry.get("name").textOr("");
    if (!name.matches("[a-z0-9][a-z0-9._-]{0,63}")) {
      throw new IllegalArgumentException(
          "\"" + name + "\" is no name of a publisher: small letters, digits, dots and dashes");
    }
    boolean namesLatest = !entry.get("latest").isAbsent();
    URI address = URI.create(entry.get(namesLatest ? "latest" : "url").textOr(""));
    if (!Set.of("http", "https").contains(String.valueOf(address.getScheme()))) {
      throw new IllegalArgumentException(name + " has no http or https address");
    }
    return new Publisher(
        name,
        address,
        namesLatest,
        Optional.of(entry.get("sha256").textOr("")).filter(end -> !end.isEmpty()));
  }
}
