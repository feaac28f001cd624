package io.merlon.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PipelineTest {
  private static final String ESTATE =
      """
      [{"id": "/subscriptions/S1/resourceGroups/Web/providers/Microsoft.Compute/virtualMachines/a",
        "name": "a", "type": "Microsoft.Compute/virtualMachines", "location": "WestEurope",
        "tags": {"env": "prod", "owner": "x"},
        "properties": {"size": 2, "os": "Linux", "disks": [{"gb": 10}, {"gb": 20}]}},
       {"id": "/subscriptions/S1/resourceGroups/Web/providers/Microsoft.Compute/virtualMachines/b",
        "name": "b", "type": "Microsoft.Compute/virtualMachines", "location": "northeurope",
        "tags": {"env": "test"},
        "properties": {"size": 4, "os": "Windows", "disks": []}},
       {"id": "/subscriptions/S2/resourceGroups/Data/providers/Microsoft.Storage/storageAccounts/c",
        "name": "c", "type": "Microsoft.Storage/storageAccounts", "location": "westeurope",
        "kind": "StorageV2",
        "properties": {"supportsHttpsTrafficOnly": false}},
       {"id": "/subscriptions/S1", "name": "First", "type": "Microsoft.Resources/subscriptions"},
       {"id": "/subscriptions/S2", "name": "Second", "type": "Microsoft.Resources/subscriptions"},
       {"id": "/subscriptions/S1/resourceGroups/Web", "name": "Web",
        "type": "Microsoft.Resources/subscriptions/resourceGroups", "location": "westeurope"}]
      """;

  private final GivenTables tables = GivenTables.of(ESTATE);

  @Test
  void columnsAreThoseOfAzure() {
    assertThat(tables.rows("resources | where name == 'c' | project id, type, location, kind"))
        .containsExactly(
            "/subscriptions/S2/resourceGroups/Data/providers/Microsoft.Storage/storageAccounts/c"
                + "|microsoft.storage/storageaccounts|westeurope|StorageV2");
    assertThat(
            tables.value("Resources | where name == 'a' | project resourceGroup, SubscriptionId"))
        .isEqualTo("web|s1");
    assertThat(tables.value("resources | take 1 | project tenantId, tags.env, TAGS['owner']"))
        .isEqualTo(GivenTables.TENANT + "|prod|x");
  }

  @Test
  void resourcesIsTheTableWhenNoneIsNamed() {
    assertThat(tables.value("where type =~ 'Microsoft.Compute/virtualMachines' | count"))
        .isEqualTo("2");
    assertThat(tables.value("count")).isEqualTo("3");
    assertThat(tables.value("RESOURCES | summarize count()")).isEqualTo("3");
  }

  @Test
  void projectingChoosesComputesAndNames() {
    assertThat(tables.rows("resources | project n = toupper(name), properties.size | take 2"))
        .containsExactly("A|2", "B|4");
    assertThat(GivenTables.columns("resources | project n = name, properties.a['b c'][0]"))
        .containsExactly("n", "properties_a_b c_0");
    assertThat(GivenTables.columns("resources | project-away prop*, id"))
        .doesNotContain("properties", "id")
        .contains("name");
    assertThat(GivenTables.columns("resources | project-keep name, TYPE"))
        .containsExactly("name", "type");
    assertThat(GivenTables.columns("resources | project name, type | project-rename what = type"))
        .containsExactly("name", "what");
    assertThat(tables.rows("resources | project name | extend name = strcat(name, name), x = 1"))
        .containsExactly("aa|1", "bb|1", "cc|1");
    assertThat(tables.value("resources | take 1 | extend a = 1, b = a + 1 | project b"))
        .isEqualTo("2");
  }

  @Test
  void summarizingGroupsAndNamesAsKqlDoes() {
    assertThat(tables.rows("resources | summarize count() by type | order by count_ desc"))
        .containsExactly(
            "microsoft.compute/virtualmachines|2", "microsoft.storage/storageaccounts|1");
    assertThat(
            GivenTables.columns(
                "resources | summarize count(), dcount(name), sum(tolong(properties.size)),"
                    + " make_set(name), countif(true) by tostring(properties.os), location"))
        .containsExactly(
            "properties_os",
            "location",
            "count_",
            "dcount_name",
            "sum_properties_size",
            "set_name",
            "countif_");
    assertThat(
            tables.value(
                "resources | summarize n = count(), vms = countif(type has 'compute'),"
                    + " share = round(100.0 * countif(type has 'compute') / count(), 1),"
                    + " s = sum(properties.size), m = max(tolong(properties.size)),"
                    + " l = min(name), a = avg(properties.size), k = dcount(location)"))
        .isEqualTo("3|2|66.7|6|4|a|3|2");
    assertThat(tables.value("resources | summarize make_list(name), makeset(location)"))
        .isEqualTo("[a,b,c]|[westeurope,northeurope]");
    assertThat(tables.value("resources | summarize arg_max(tolong(properties.size), name, type)"))
        .isEqualTo("4|b|microsoft.compute/virtualmachines");
    assertThat(GivenTables.columns("resources | project name, type | summarize arg_min(name, *)"))
        .containsExactly("name", "type");
    assertThat(tables.value("resources | where name == 'none' | summarize count()")).isEqualTo("0");
    assertThat(tables.rows("resources | where name == 'none' | summarize count() by type"))
        .isEmpty();
    assertThat(tables.rows("resources | distinct location")).hasSize(2);
    assertThat(tables.rows("resources | summarize count() by bin(tolong(properties.size), 4)"))
        .containsExactly("0|1", "4|1", "null|1");
  }

  @Test
  void orderingPutsNullsWhereTheyBelong() {
    String by = "resources | project name, s = tolong(properties.size) | order by s ";
    assertThat(tables.rows(by + "asc")).containsExactly("c|null", "a|2", "b|4");
    assertThat(tables.rows(by + "desc")).containsExactly("b|4", "a|2", "c|null");
    assertThat(tables.rows(by)).containsExactly("b|4", "a|2", "c|null");
    assertThat(tables.rows(by + "asc nulls last")).containsExactly("a|2", "b|4", "c|null");
    assertThat(tables.rows(by + "desc nulls first")).containsExactly("c|null", "b|4", "a|2");
    assertThat(tables.rows("resources | top 2 by name desc | project name"))
        .containsExactly("c", "b");
    assertThat(tables.rows("resources | order by location asc, name desc | project name"))
        .containsExactly("b", "c", "a");
  }

  @Test
  void takingStopsTheScan() {
    assertThat(tables.rows("resources | limit 1 | project name")).containsExactly("a");
    assertThat(tables.given()).isEqualTo(1);
    assertThat(tables.rows("resources | take 0")).isEmpty();
    assertThat(tables.rows("union resources, resourcecontainers | take 1")).hasSize(1);
    assertThat(tables.given()).isEqualTo(2);
  }

  @Test
  void aWindowOfTheResultKnowsTheWholeNumber() {
    for (String query : new String[] {"resources | order by name desc", "resources"}) {
      QueryResult result =
          QueryPlan.compile(query + " | project name", GivenTables.NOW, QueryLimits.USUAL)
              .run(tables, 1, 1, () -> false);
      assertThat(result.total()).isEqualTo(3);
      assertThat(result.rows()).hasSize(1);
      assertThat(result.rows().getFirst().getFirst().textOr("")).isEqualTo("b");
    }
  }

  @Test
  void joinsByTheirKinds() {
    String right =
        "(resourcecontainers | where type =~ 'microsoft.resources/subscriptions'"
            + " | project subscription = name, subscriptionId) on subscriptionId";
    assertThat(
            tables.rows("resources | join kind=inner " + right + " | project name, subscription"))
        .containsExactly("a|First", "b|First", "c|Second");
    assertThat(tables.rows("resources | join " + right + " | project name, subscription"))
        .containsExactly("a|First", "c|Second");
    String groups =
        "resources | project name, resourceGroup | join kind=leftouter (resourcecontainers"
            + " | where type endswith 'resourcegroups' | project g = tolower(name), group = name)"
            + " on $left.resourceGroup == $right.g | project name, group";
    assertThat(tables.rows(groups)).containsExactly("a|Web", "b|Web", "c|");
    assertThat(
            GivenTables.columns(
                "resources | project name, subscriptionId | join kind=inner (resourcecontainers"
                    + " | project name, subscriptionId) on subscriptionId"))
        .containsExactly("name", "subscriptionId", "name1", "subscriptionId1");
  }

  @Test
  void unionsPutRowsBehindEachOther() {
    assertThat(
            tables.rows(
                "resources | where name == 'c' | project name, kind"
                    + " | union (resourcecontainers | project name, x = 1)"))
        .containsExactly("c|StorageV2|null", "First||1", "Second||1", "Web||1");
    assertThat(
            tables.rows(
                "union kind=inner withsource=t (resources | project name, kind | take 1),"
                    + " resourcecontainers | project t, name"))
        .containsExactly(
            "resources|a",
            "resourcecontainers|First",
            "resourcecontainers|Second",
            "resourcecontainers|Web");
  }

  @Test
  void expandingMakesARowOfEachItem() {
    assertThat(
            tables.rows(
                "resources | mv-expand disk = properties.disks | project name, tolong(disk.gb)"))
        .containsExactly("a|10", "a|20", "b|null", "c|null");
    assertThat(tables.rows("resources | where name == 'a' | mv-expand tags | project tags"))
        .containsExactly("{env:prod}", "{owner:x}");
    assertThat(
            tables.rows(
                "resources | mvexpand d = properties.disks to typeof(string) limit 1"
                    + " | where isnotempty(d) | project name, d"))
        .containsExactly("a|{\\gb\\:10}");
  }

  @Test
  void namesOfLetAreValuesOrRows() {
    assertThat(
            tables.rows(
                """
                let kinds = dynamic(['microsoft.compute/virtualmachines']);
                let least = 1 + 2;
                let machines = resources | where type in (kinds);
                let all = resources;
                machines // only these
                | where properties.size > least
                | join kind=inner (all | project id, name) on id
                | project name1
                """))
        .containsExactly("b");
  }

  @Test
  void firstConditionsArePushedDown() {
    tables.result(
        "let vm = 'Microsoft.Compute/virtualMachines';"
            + " resources | where type =~ vm or tolower(type) == 'x/y'"
            + " | where subscriptionId in~ ('S1', 'S3') and name != 'q' | where id == '/I'"
            + " | project type = name | where type == 'z'");
    assertThat(tables.scans().getFirst())
        .isEqualTo(
            new TableScan(
                Table.RESOURCES,
                Optional.of(Set.of("microsoft.compute/virtualmachines", "x/y")),
                Optional.of(Set.of("s1", "s3")),
                Optional.of(Set.of("/i"))));
  }

  @Test
  void conditionsThatDoNotNarrowAreNotPushedDown() {
    tables.result(
        "resources | where type == 'a' or name == 'b' | where type has 'x' | where type != 'q'"
            + " | extend type = 'z' | where type == 'z'");
    assertThat(tables.scans().getFirst().types()).isEmpty();
  }
}
