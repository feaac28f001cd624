package io.merlon.policy;

import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.ResourceType;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Property aliases: the name that a rule uses, and the path in the resource's JSON. */
public final class AliasTable {
  public static final AliasTable EMPTY = new AliasTable(Map.of());

  private final Map<String, Alias> aliases;

  private AliasTable(Map<String, Alias> aliases) {
    this.aliases = aliases;
  }

  /**
   * What an alias stands for.
   *
   * @param path the path for any API version that no other path is given for
   * @param versions other paths, for some API versions
   * @param modifiable whether modify effects may change it, where the table says
   */
  public record Alias(String path, List<VersionedPath> versions, Optional<Boolean> modifiable) {}

  /** A path that counts for these API versions (in lower case). */
  public record VersionedPath(String path, Set<String> apiVersions) {}

  /** A table given as one object: alias to path. Entries that are not text are passed over. */
  public static AliasTable of(ObjectValue table) {
    Map<String, Alias> aliases = HashMap.newHashMap(table.size());
    for (int i = 0; i < table.size(); i++) {
      if (table.valueAt(i) instanceof StringValue(String path)) {
        aliases.put(table.nameAt(i).folded(), new Alias(path, List.of(), Optional.empty()));
      }
    }
    return new AliasTable(aliases);
  }

  /** A table as ARM's provider catalogue lists it: namespaces, resource types, aliases, paths. */
  public static AliasTable ofCatalogue(ArrayValue catalogue) {
    Map<String, Alias> aliases = new HashMap<>();
    for (Value namespace : catalogue.items()) {
      for (Value type : items(namespace.get("resourceTypes"))) {
        for (Value alias : items(type.get("aliases"))) {
          String name = alias.get("name").textOr("").toLowerCase(Locale.ROOT);
          String typeName =
              namespace.get("namespace").textOr("") + '/' + type.get("resourceType").textOr("");
          aliases.putIfAbsent(name, alias(alias));
          aliases.put(ofType(name, ResourceType.of(typeName)), alias(alias));
        }
      }
    }
    return new AliasTable(aliases);
  }

  private static Alias alias(Value value) {
    List<VersionedPath> versions = new ArrayList<>();
    for (Value path : items(value.get("paths"))) {
      List<String> apiVersions =
          items(path.get("apiVersions")).stream()
              .map(v -> v.textOr("").toLowerCase(Locale.ROOT))
              .toList();
      versions.add(new VersionedPath(path.get("path").textOr(""), Set.copyOf(apiVersions)));
    }
    Value attributes = value.get("defaultMetadata").get("attributes");
    return new Alias(
        value.get("defaultPath").textOr(""),
        List.copyOf(versions),
        Optional.of(attributes.textOr("").equalsIgnoreCase("Modifiable")));
  }

  private static List<Value> items(Value value) {
    return value instanceof ArrayValue(List<Value> items) ? items : List.of();
  }

  /** What the alias stands for, its name in any case; nothing where the table does not know it. */
  public Optional<Alias> find(String alias) {
    return Optional.ofNullable(aliases.get(alias.toLowerCase(Locale.ROOT)));
  }

  /** The same for resources of one type, where several types share an alias. */
  public Optional<Alias> find(String alias, ResourceType type) {
    String folded = alias.toLowerCase(Locale.ROOT);
    Alias own = aliases.get(ofType(folded, type));
    return own != null ? Optional.of(own) : Optional.ofNullable(aliases.get(folded));
  }

  private static String ofType(String foldedAlias, ResourceType type) {
    return type.folded() + '|' + foldedAlias;
  }

  /** This table with all of the other's aliases, which win. */
  public AliasTable with(AliasTable other) {
    Map<String, Alias> merged = new HashMap<>(aliases);
    merged.putAll(other.aliases);
    return new AliasTable(merged);
  }

  /** How many aliases it knows. */
  public int size() {
    return aliases.size();
  }
}
