package io.merlon.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResourceIdTest {
  private static final String GROUP = "/subscriptions/s1/resourceGroups/g1";
  private static final String SERVER = GROUP + "/providers/Microsoft.Sql/servers/a";

  @Test
  void namesItsSubscriptionAndGroup() {
    ResourceId id = ResourceId.of(SERVER + "/databases/b");
    assertThat(id.subscription()).contains("s1");
    assertThat(id.resourceGroup()).contains("g1");
    assertThat(id.resourceGroupId())
        .contains(ResourceId.of(GROUP.toUpperCase(java.util.Locale.ROOT)));
    assertThat(id.subscriptionId()).contains(ResourceId.of("/subscriptions/S1"));
    assertThat(id.lastSegment()).isEqualTo("b");
  }

  @Test
  void spellsItsType() {
    assertThat(ResourceId.of(SERVER + "/databases/b").type())
        .contains(ResourceType.of("microsoft.sql/servers/databases"));
    assertThat(ResourceId.of(SERVER + "/providers/Microsoft.Insights/diagnosticSettings/d").type())
        .contains(ResourceType.of("Microsoft.Insights/diagnosticSettings"));
    assertThat(ResourceId.of(GROUP).type())
        .contains(ResourceType.of("Microsoft.Resources/subscriptions/resourceGroups"));
    assertThat(ResourceId.of("web01").type()).isEmpty();
  }

  @Test
  void climbsFromChildToParentToGroupToSubscription() {
    ResourceId database = ResourceId.of(SERVER + "/databases/b");
    assertThat(database.parent()).contains(ResourceId.of(SERVER));
    assertThat(ResourceId.of(SERVER).parent()).contains(ResourceId.of(GROUP));
    assertThat(ResourceId.of(GROUP).parent()).contains(ResourceId.of("/subscriptions/s1"));
    assertThat(ResourceId.of("/subscriptions/s1").parent()).isEmpty();
    assertThat(ResourceId.of(SERVER + "/providers/Microsoft.Security/assessments/x").parent())
        .contains(ResourceId.of(SERVER));
    assertThat(ResourceId.of("/providers/Microsoft.Management/managementGroups/m").parent())
        .isEmpty();
  }

  @Test
  void liesWithinWholeSegmentsOnly() {
    ResourceId server = ResourceId.of(SERVER);
    assertThat(server.isWithin(ResourceId.of("/SUBSCRIPTIONS/s1"))).isTrue();
    assertThat(server.isWithin(ResourceId.of("/subscriptions/s"))).isFalse();
    assertThat(server.isWithin(server)).isTrue();
  }
}
