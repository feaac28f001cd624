package io.merlon.server.arm;

import io.merlon.model.ObjectValue;
import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.model.ResourceType;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.server.vulnerability.InventoryResource;
import io.merlon.server.vulnerability.VulnerabilityAssessment;
import io.merlon.store.Database;
import io.merlon.store.Page;
import io.merlon.store.SoftwareInventory;
import io.merlon.vulnerability.DocumentFault;
import io.merlon.vulnerability.inventory.BillOfMaterials;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * {@code softwareInventories}: what is installed on machines. Microsoft publishes how it is listed;
 * that a machine writes it, as a bill of materials named {@code default}, is ours.
 */
final class SoftwareInventoryOperations {
  private static final String TYPE = "Microsoft.Security/softwareInventories";
  private static final Set<String> MACHINES =
      Set.of("microsoft.compute/virtualmachines", "microsoft.hybridcompute/machines");
  private static final int MAX_PACKAGES = 50_000;
  private static final int MAX_TEXT = 1_000;

  private final Database database;
  private final VulnerabilityAssessment vulnerabilities;

  SoftwareInventoryOperations(Database database, VulnerabilityAssessment vulnerabilities) {
    this.database = database;
    this.vulnerabilities = vulnerabilities;
  }

  void register(ArmOperations operations) {
    operations
        .collection("GET", TYPE, this::list)
        .item("GET", TYPE, this::get)
        .item("PUT", TYPE, this::put)
        .item("DELETE", TYPE, this::delete);
  }

  private ArmResponse put(ArmRequest request) {
    ResourceId machine = machine(request);
    BillOfMaterials.Described described;
    try {
      described = BillOfMaterials.of(machine.text(), request.body());
    } catch (DocumentFault e) {
      throw ArmException.badRequest(
          "InvalidRequestContent", "The body is no bill of materials: " + e.getMessage());
    }
    check(described);
    Optional<Resource> before = database.resources().find(InventoryResource.id(machine));
    SoftwareInventory kept =
        vulnerabilities
            .put(machine, described)
            .orElseThrow(() ->
                new ArmException(
                    404,
                    "ResourceNotFound",
                    "The machine '" + machine.text() + "' is not in the inventory: PUT it first."));
    ObjectValue verdict =
        before
                    .map(one -> one.document().get("properties").get("assessment"))
                    .orElse(ObjectValue.EMPTY)
                instanceof ObjectValue earlier
            ? earlier
            : ObjectValue.EMPTY;
    Resource resource = InventoryResource.of(machine, kept, verdict);
    database.resources().put(List.of(resource));
    return ArmResponse.created(before.isEmpty(), shown(resource.document(), machine));
  }

  private static void check(BillOfMaterials.Described described) {
    long packages = described.inventory().packages().count();
    if (packages > MAX_PACKAGES) {
      throw ArmException.badRequest(
          "InvalidRequestContent",
          "A machine may have %,d packages at most, not %,d.".formatted(MAX_PACKAGES, packages));
    }
    if (described
        .inventory()
        .packages()
        .anyMatch(one -> one.name().length() > MAX_TEXT || one.version().length() > MAX_TEXT)) {
      throw ArmException.badRequest(
          "InvalidRequestContent",
          "Names and versions may have %,d characters at most.".formatted(MAX_TEXT));
    }
  }

  /** Only the machine's own inventory is written. */
  private static ResourceId machine(ArmRequest request) {
    if (!request.path().lastName().equalsIgnoreCase(InventoryResource.NAME)) {
      throw ArmException.badRequest(
          "InvalidResourceName", "What a machine sends is named " + InventoryResource.NAME + ".");
    }
    ResourceId machine = ResourceId.of(request.path().scope());
    if (machine.type().map(ResourceType::folded).filter(MACHINES::contains).isEmpty()) {
      throw ArmException.badRequest(
          "InvalidScope",
          "Software inventories are of Microsoft.Compute/virtualMachines and"
              + " Microsoft.HybridCompute/machines.");
    }
    return machine;
  }

  private ObjectValue shown(ObjectValue document, ResourceId machine) {
    return vulnerabilities.covers(machine)
        ? document
        : document.with(
            "properties",
            ((ObjectValue) document.get("properties"))
                .with(
                    "message",
                    new StringValue(
                        "It is kept but not assessed: no plan covers the machine. Switch"
                            + " VirtualMachines or CloudPosture to Standard.")));
  }

  private ArmResponse delete(ArmRequest request) {
    return ArmResponse.deleted(vulnerabilities.delete(machine(request)));
  }

  private ArmResponse get(ArmRequest request) {
    ResourceId machine = ResourceId.of(request.path().scope());
    String name = request.path().lastName();
    if (name.equalsIgnoreCase(InventoryResource.NAME)) {
      return database
          .resources()
          .find(InventoryResource.id(machine))
          .map(found -> ArmResponse.ok(shown(found.document(), machine)))
          .orElseThrow(() -> ArmException.notFound(request.path().text()));
    }
    return database.software().find(machine).stream()
        .flatMap(kept -> software(kept).stream())
        .filter(one -> one.get("name").textOr("").equalsIgnoreCase(name))
        .findFirst()
        .map(ArmResponse::ok)
        .orElseThrow(() -> ArmException.notFound(request.path().text()));
  }

  /** The software of all machines below the scope; a page begins within a machine. */
  private ArmResponse list(ArmRequest request) {
    Position from = Position.of(request.parameter("$skiptoken").orElse(""));
    List<ObjectValue> items = new ArrayList<>();
    while (true) {
      Page<SoftwareInventory> page =
          database.software().list(request.path().foldedScope(), from.after, 1);
      if (page.items().isEmpty()) {
        return ArmResponse.page(request, items, Optional.empty());
      }
      SoftwareInventory kept = page.items().getFirst();
      List<ObjectValue> all = software(kept);
      int start = Math.clamp(from.index, 0, all.size());
      int end = Math.min(all.size(), start + request.pageSize() - items.size());
      items.addAll(all.subList(start, end));
      if (end < all.size()) {
        return ArmResponse.page(request, items, Optional.of(new Position(from.after, end).text()));
      }
      from = new Position(kept.machine(), 0);
      if (page.next().isEmpty()) {
        return ArmResponse.page(request, items, Optional.empty());
      }
    }
  }

  /**
   * Where a page ended.
   *
   * @param after the machine after which the next one follows
   * @param index how many packages of that next one were listed
   */
  private record Position(String after, int index) {
    static Position of(String text) {
      int bar = text.lastIndexOf('|');
      return bar >= 0 && text.substring(bar + 1).matches("\\d{1,6}")
          ? new Position(text.substring(0, bar), Integer.parseInt(text.substring(bar + 1)))
          : new Position("", 0);
    }

    String text() {
      return after + "|" + index;
    }
  }

  private static List<ObjectValue> software(SoftwareInventory kept) {
    String platform = kept.distribution().get("id").textOr("");
    return kept.items().stream().map(item -> software(kept, item, platform)).toList();
  }

  private static ObjectValue software(
      SoftwareInventory kept, SoftwareInventory.Item item, String platform) {
    Value one = item.software();
    String name = one.get("name").textOr("");
    String version = one.get("version").textOr("");
    String called = (name + "_" + version).replace('/', '~');
    return ArmResponse.resource(
        kept.machine() + "/providers/" + TYPE + "/" + called,
        called,
        TYPE,
        ObjectValue.builder()
            .put("deviceId", kept.machine())
            .put("osPlatform", platform)
            .put("vendor", vendor(one.get("ecosystem").textOr(""), platform))
            .put("softwareName", name)
            .put("version", version)
            .put("endOfSupportStatus", "None")
            .put("firstSeenAt", kept.received().toString())
            .build());
  }

  /** A distribution's packages are its own; of others the registry is known. */
  private static String vendor(String ecosystem, String platform) {
    return switch (ecosystem) {
      case "DEB", "RPM", "APK" -> platform;
      case "WINDOWS" -> "microsoft";
      default -> ecosystem.toLowerCase(Locale.ROOT);
    };
  }
}
