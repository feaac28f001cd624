package io.merlon.server.identity;

import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import io.merlon.store.DocumentStore;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Who has which role where. Read anew for each request: what was taken away has ended. */
public final class RoleAssignments {
  public static final String TYPE = "Microsoft.Authorization/roleAssignments";
  public static final String FOLDED_TYPE = TYPE.toLowerCase(Locale.ROOT);

  private final DocumentStore documents;

  public RoleAssignments(DocumentStore documents) {
    this.documents = documents;
  }

  /** Assigns a role on everything. */
  public void assignEverywhere(UUID principal, Role role) {
    String name = UUID.randomUUID().toString();
    String id = "/providers/" + TYPE + "/" + name;
    documents.put(
        id.toLowerCase(Locale.ROOT),
        FOLDED_TYPE,
        ObjectValue.builder()
            .put("id", id)
            .put("name", name)
            .put("type", TYPE)
            .put(
                "properties",
                ObjectValue.builder()
                    .put("scope", "/")
                    .put("principalId", principal.toString())
                    .put(
                        "roleDefinitionId",
                        "/providers/Microsoft.Authorization/roleDefinitions/" + role.id())
                    .build())
            .build());
  }

  /** Takes all roles of a principal away. */
  public void withdrawAll(UUID principal) {
    assignments(principal.toString())
        .forEach(one -> documents.delete(one.get("id").textOr("").toLowerCase(Locale.ROOT)));
  }

  /** Whether nobody has a role yet. */
  public boolean isEmpty() {
    return documents.list(FOLDED_TYPE, "/").isEmpty();
  }

  private List<ObjectValue> assignments(String principalId) {
    return documents.list(FOLDED_TYPE, "/").stream()
        .filter(one ->
            one.get("properties").get("principalId").textOr("").equalsIgnoreCase(principalId))
        .toList();
  }

  /** What one principal may do, as it is now. */
  public Permissions of(String principalId) {
    return new Permissions(
        assignments(principalId).stream()
            .flatMap(one ->
                Role.of(one.get("properties").get("roleDefinitionId").textOr("")).stream()
                    .map(role -> new Grant(scope(one), role)))
            .toList());
  }

  /** The scope is where the assignment lies, whatever its body says. */
  private static String scope(Value assignment) {
    String id = assignment.get("id").textOr("").toLowerCase(Locale.ROOT);
    return id.substring(0, Math.max(0, id.lastIndexOf("/providers/" + FOLDED_TYPE)));
  }

  private record Grant(String scope, Role role) {}

  /** The roles of one principal. */
  public static final class Permissions {
    private final List<Grant> grants;

    private Permissions(List<Grant> grants) {
      this.grants = List.copyOf(grants);
    }

    /**
     * Whether it may do this there; roles are inherited downwards.
     *
     * @param isRead whether nothing is changed
     * @param type provider and types, in lower case
     * @param path what it is done to, in lower case
     */
    public boolean permit(boolean isRead, String type, String path) {
      return grants.stream()
          .anyMatch(grant ->
              (path.equals(grant.scope()) || path.startsWith(grant.scope() + "/"))
                  && grant.role().permits(isRead, type));
    }
  }
}
