package io.merlon.server.threat;

import io.merlon.content.MerlonRules;
import io.merlon.detection.Event;
import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.model.StringValue;
import io.merlon.store.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Alerts to look at: the engine's, from the events that Merlon's own rules are proven on. */
public final class SampleAlerts {
  /** The rules whose events are taken, and the type of the resource that they are said of. */
  private record Bundle(String area, String type) {}

  private static final Map<String, Bundle> BUNDLES =
      new TreeMap<>(
          Map.of(
              "AppServices", new Bundle("appservice", "microsoft.web/sites"),
              "DNS", new Bundle("dns", "microsoft.compute/virtualmachines"),
              "KeyVaults", new Bundle("keyvault", "microsoft.keyvault/vaults"),
              "KubernetesService",
                  new Bundle("containers", "microsoft.containerservice/managedclusters"),
              "ResourceManager", new Bundle("azure", ""),
              "SqlServers", new Bundle("sql", "microsoft.sql/servers"),
              "StorageAccounts", new Bundle("storage", "microsoft.storage/storageaccounts"),
              "VirtualMachines", new Bundle("linux", "microsoft.compute/virtualmachines")));

  /** Of each bundle so many rules' events at most, each a moment after the one before. */
  private static final int MOST = 12;

  private static final long APART_SECONDS = 60;

  private final Database database;
  private final ThreatDetection threats;
  private final InstantSource clock;

  public SampleAlerts(Database database, ThreatDetection threats, InstantSource clock) {
    this.database = database;
    this.threats = threats;
    this.clock = clock;
  }

  /** What samples there are for. */
  public static SortedSet<String> bundles() {
    return new TreeSet<>(BUNDLES.keySet());
  }

  /** Raises the alerts of these bundles, on resources of the subscription where it has some. */
  public void raise(String subscription, List<String> bundles) {
    var _ =
        database.inTransaction(() -> {
          for (String name : bundles) {
            Bundle bundle = BUNDLES.get(name);
            if (bundle != null) {
              threats.keepSample(scope(subscription, bundle), events(bundle));
            }
          }
          return bundles.size();
        });
  }

  private ResourceId scope(String subscription, Bundle bundle) {
    String whole = "/subscriptions/" + subscription;
    return bundle.type().isEmpty()
        ? ResourceId.of(whole)
        : database.resources().list(whole, bundle.type(), "", 1).items().stream()
            .findFirst()
            .map(Resource::id)
            .orElse(ResourceId.of(whole));
  }

  private List<Event> events(Bundle bundle) {
    List<Event> all = MerlonRules.examples(bundle.area());
    Instant first = clock.instant().minusSeconds(APART_SECONDS * MOST);
    return IntStream.range(0, Math.min(MOST, all.size()))
        .mapToObj(i -> at(all.get(i), first.plusSeconds(APART_SECONDS * i)))
        .toList();
  }

  private static Event at(Event event, Instant time) {
    return new Event(
        event.source(),
        event.position(),
        event.fields().with("@timestamp", new StringValue(time.toString())));
  }
}
