package io.merlon.detection.alert;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something that took part in what an alert tells. Equal are those that say the same.
 *
 * @param type what it is
 * @param texts its properties, such as {@code hostName}; the first names it
 * @param links its properties that are entities themselves, such as {@code imageFile}
 */
public record Entity(Type type, Map<String, String> texts, Map<String, List<Entity>> links) {
  /** Types of entity, in the words of Microsoft's alerts. */
  public enum Type {
    HOST("host", "hostName"),
    ACCOUNT("account", "name"),
    PROCESS("process", "processId"),
    FILE("file", "name"),
    FILE_HASH("filehash", "value"),
    IP("ip", "address"),
    URL("url", "url"),
    DNS("dns", "domainName"),
    REGISTRY_KEY("registry-key", "key"),
    REGISTRY_VALUE("registry-value", "name"),
    MAILBOX("mailbox", "mailboxPrimaryAddress"),
    AZURE_RESOURCE("azure-resource", "resourceId"),
    AMAZON_RESOURCE("amazon-resource", "amazonResourceId"),
    GCP_RESOURCE("gcp-resource", "resourceName"),
    KUBERNETES_OBJECT("kubernetes-object", "name");

    private final String word;
    private final String naming;

    Type(String word, String naming) {
      this.word = word;
      this.naming = naming;
    }

    /** The word for it. */
    public String word() {
      return word;
    }

    static Optional<Type> of(String word) {
      return Arrays.stream(values()).filter(one -> one.word.equalsIgnoreCase(word)).findFirst();
    }
  }

  /** The value of the property that names it; empty where it has none. */
  public String name() {
    return texts.getOrDefault(type.naming, "");
  }

  /** Its name with what tells it from others of that name, for people. */
  public String label() {
    String text =
        switch (type) {
          case FILE -> texts.getOrDefault("directory", "") + name();
          case ACCOUNT ->
              (texts.containsKey("ntDomain") ? texts.get("ntDomain") + "\\" : "")
                  + name()
                  + (texts.containsKey("upnSuffix") ? "@" + texts.get("upnSuffix") : "");
          case PROCESS ->
              links.getOrDefault("imageFile", List.of()).stream()
                      .map(file -> file.name() + " ")
                      .findFirst()
                      .orElse("")
                  + "("
                  + name()
                  + ")";
          case REGISTRY_KEY -> texts.getOrDefault("hive", "") + "\\" + name();
          default -> name();
        };
    return text.isEmpty() ? type.word() : text;
  }

  /** The entity and all that it links to. */
  Stream<Entity> all() {
    return Stream.concat(
        Stream.of(this), links.values().stream().flatMap(List::stream).flatMap(Entity::all));
  }
}
