package io.merlon.query.evaluate;

import io.merlon.model.NullValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.PropertyName;
import io.merlon.model.ResourceId;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.query.ColumnType;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The columns that all tables have, as Azure Resource Graph names them. Types, locations and groups
 * are in lower case there, so that {@code ==} finds them however they were written.
 */
enum ResourceColumn {
  ID("id"),
  NAME("name"),
  TYPE("type"),
  TENANT_ID("tenantId"),
  KIND("kind"),
  LOCATION("location"),
  RESOURCE_GROUP("resourceGroup"),
  SUBSCRIPTION_ID("subscriptionId"),
  MANAGED_BY("managedBy"),
  SKU("sku", ColumnType.DYNAMIC),
  PLAN("plan", ColumnType.DYNAMIC),
  PROPERTIES("properties", ColumnType.DYNAMIC),
  TAGS("tags", ColumnType.DYNAMIC),
  IDENTITY("identity", ColumnType.DYNAMIC),
  ZONES("zones", ColumnType.DYNAMIC),
  EXTENDED_LOCATION("extendedLocation", ColumnType.DYNAMIC),
  SYSTEM_DATA("systemData", ColumnType.DYNAMIC);

  private static final Map<ResourceColumn, PropertyName> SOURCES =
      new EnumMap<ResourceColumn, PropertyName>(
          Arrays.stream(values())
              .collect(Collectors.toMap(one -> one, one -> PropertyName.of(one.column))));

  private final String column;
  private final ColumnType type;

  ResourceColumn(String column) {
    this(column, ColumnType.STRING);
  }

  ResourceColumn(String column, ColumnType type) {
    this.column = column;
    this.type = type;
  }

  Column column() {
    return Column.computed(column, type);
  }

  String columnName() {
    return column;
  }

  private PropertyName property() {
    return Objects.requireNonNull(SOURCES.get(this));
  }

  /** What a resource has in this column. */
  Value read(ObjectValue resource, StringValue tenant) {
    Value own = resource.get(property());
    return switch (this) {
      case TYPE, LOCATION -> folded(own.textOr(""));
      case TENANT_ID -> own instanceof StringValue ? own : tenant;
      case RESOURCE_GROUP -> folded(idOf(resource).resourceGroup().orElse(own.textOr("")));
      case SUBSCRIPTION_ID -> folded(idOf(resource).subscription().orElse(own.textOr("")));
      case ID, NAME, KIND, MANAGED_BY -> own instanceof StringValue ? own : StringValue.EMPTY;
      default -> own.isAbsent() ? NullValue.NULL : own;
    };
  }

  private static ResourceId idOf(ObjectValue resource) {
    return ResourceId.of(resource.get(ID.property()).textOr(""));
  }

  private static StringValue folded(String text) {
    return new StringValue(text.toLowerCase(Locale.ROOT));
  }
}
