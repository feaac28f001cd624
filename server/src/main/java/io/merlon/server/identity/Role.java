package io.merlon.server.identity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Azure's built-in roles, as far as they mean something here, with their published ids. */
public enum Role {
  OWNER("8e3af657-a8ff-443c-a75c-2fe8c4bcb635"),
  CONTRIBUTOR("b24988ac-6180-42a0-ab88-20f7382dd24c"),
  READER("acdd72a7-3385-48ef-bd42-f606fba81ae7"),
  SECURITY_ADMIN("fb1c8493-542b-48eb-b624-b4c8fea62acd"),
  SECURITY_READER("39bc4728-0917-49c7-9d2c-d95423bc2eb4");

  private static final String AUTHORIZATION = "microsoft.authorization/";
  private static final String IDENTITY = "merlon.identity/";
  private static final String POLICY = AUTHORIZATION + "policy";
  private static final String SECURITY = "microsoft.security/";

  private final String id;

  Role(String id) {
    this.id = id;
  }

  /** The last segment of its {@code roleDefinitionId}. */
  public String id() {
    return id;
  }

  /** The role of a {@code roleDefinitionId}. */
  public static Optional<Role> of(String definitionId) {
    String name = definitionId.substring(definitionId.lastIndexOf('/') + 1);
    return Arrays.stream(values())
        .filter(role -> role.id.equals(name.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  /**
   * Whether the role may do this.
   *
   * @param isRead whether nothing is changed
   * @param type what it is done to: provider and types in lower case
   */
  boolean permits(boolean isRead, String type) {
    if (isRead) {
      return true;
    }
    return switch (this) {
      case OWNER -> true;
      case CONTRIBUTOR -> !type.startsWith(AUTHORIZATION) && !type.startsWith(IDENTITY);
      case SECURITY_ADMIN -> type.startsWith(SECURITY) || type.startsWith(POLICY);
      case READER, SECURITY_READER -> false;
    };
  }
}
