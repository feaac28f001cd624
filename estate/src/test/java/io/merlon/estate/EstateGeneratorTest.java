package io.merlon.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merlon.estate.ExpectedScore.Control;
import io.merlon.estate.ExpectedScore.Counts;
import io.merlon.json.Json;
import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.ResourceId;
import io.merlon.model.ResourceType;
import io.merlon.model.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EstateGeneratorTest {
  private static EstateGenerator estate(long seed, long size) {
    return new EstateGenerator(seed, size, UnhealthyShares.of(0.3));
  }

  private static String lines(EstateGenerator estate) throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    estate.writeLines(output);
    return output.toString(StandardCharsets.UTF_8);
  }

  @Property(tries = 30)
  void aSmallerEstateIsTheBeginningOfALargerOne(
      @ForAll long seed, @ForAll @IntRange(max = 400) int small) throws IOException {
    assertThat(lines(estate(seed, 400))).startsWith(lines(estate(seed, small)));
    assertThat(estate(seed, small).resources()).hasSize(small);
  }

  @Test
  void anotherSeedGivesAnotherEstate() throws IOException {
    assertThat(lines(estate(1, 100))).isNotEqualTo(lines(estate(2, 100)));
  }

  @Test
  void linesAndArrayHoldTheSameResources() throws IOException {
    EstateGenerator estate = estate(7, 300);
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    estate.writeArray(output);
    List<Value> array = ((ArrayValue) Json.parse(output.toByteArray())).items();
    assertThat(array).isEqualTo(estate.resources().map(Value.class::cast).toList());
    assertThat(lines(estate).lines().map(Json::parse).toList()).isEqualTo(array);
    ByteArrayOutputStream nothing = new ByteArrayOutputStream();
    estate(7, 0).writeArray(nothing);
    assertThat(Json.parse(nothing.toByteArray())).isEqualTo(ArrayValue.EMPTY);
  }

  @Test
  void everyResourceIsWhole() throws IOException {
    Set<ResourceId> ids = new HashSet<>();
    Set<ResourceType> types = new HashSet<>();
    estate(3, 20_000)
        .resources()
        .forEach(resource -> {
          ResourceId id = ResourceId.of(resource.get("id").textOr(""));
          ResourceType type = ResourceType.of(resource.get("type").textOr(""));
          assertThat(ids.add(id)).as(id.text()).isTrue();
          types.add(type);
          assertThat(id.type()).contains(type);
          assertThat(resource.get("name").textOr("")).isNotEmpty();
          assertThat(resource.get("properties")).isInstanceOf(ObjectValue.class);
          assertThat(Json.write(resource)).doesNotContain("{{");
        });
    assertThat(types).hasSizeGreaterThanOrEqualTo(30);
    assertThat(lines(estate(3, 10_000)).length() / 10_000).isBetween(1000, 2000);
  }

  @Test
  void noWeaknessMeansAFullScoreAndEveryWeaknessNone() {
    ExpectedScore healthy = new EstateGenerator(5, 340, UnhealthyShares.of(0)).expectedScore();
    assertThat(healthy.percentage().toDouble()).isEqualTo(100);
    ExpectedScore unhealthy = new EstateGenerator(5, 340, UnhealthyShares.of(1)).expectedScore();
    assertThat(unhealthy.percentage().toDouble()).isZero();
    assertThat(healthy.max()).isEqualTo(unhealthy.max()).isPositive();
  }

  @Test
  void theSharesAreKept() {
    String weakness = "storage-https-only";
    ExpectedScore score =
        new EstateGenerator(9, 85_000, new UnhealthyShares(0.1, Map.of(weakness, 0.5)))
            .expectedScore();
    Counts half = score.of(weakness);
    Counts tenth = score.of("web-app-https-only");
    assertThat(half.healthy() + half.unhealthy()).isEqualTo(6000);
    assertThat(half.unhealthy()).isBetween(2800L, 3200L);
    assertThat(tenth.unhealthy()).isBetween(330L, 470L);
    assertThat(score.weaknesses()).hasSameSizeAs(new EstatePolicies().weaknesses());
    assertThatThrownBy(
            () -> new EstateGenerator(9, 1, new UnhealthyShares(0, Map.of("unknown", 0.5))))
        .hasMessageContaining("unknown");
  }

  /** The plan against the resources themselves, for two weaknesses that are easily looked up. */
  @Test
  void theExpectedCountsAreThoseOfTheResources() {
    EstateGenerator estate = estate(11, 1234);
    List<ObjectValue> all = estate.resources().toList();
    ExpectedScore score = estate.expectedScore();
    assertThat(score.of("key-vault-purge-protection"))
        .isEqualTo(
            counts(
                all.stream()
                    .filter(resource -> is(resource, "Microsoft.KeyVault/vaults"))
                    .map(vault -> vault.get("properties").get("enablePurgeProtection"))
                    .map(value -> value.toString().equals("true"))
                    .toList()));
    Map<String, Boolean> audited =
        all.stream()
            .filter(resource -> is(resource, "Microsoft.Sql/servers/auditingSettings"))
            .collect(
                Collectors.toMap(
                    setting ->
                        ResourceId.of(setting.get("id").textOr("")).parent().orElseThrow().folded(),
                    setting ->
                        setting.get("properties").get("state").textOr("").equals("Enabled")));
    assertThat(score.of("sql-server-auditing"))
        .isEqualTo(
            counts(
                all.stream()
                    .filter(resource -> is(resource, "Microsoft.Sql/servers"))
                    .map(server -> ResourceId.of(server.get("id").textOr("")).folded())
                    .map(id -> audited.getOrDefault(id, false))
                    .toList()));
  }

  @Test
  void controlsAddUpOverSubscriptions() {
    ExpectedScore score = estate(13, 5000).expectedScore();
    assertThat(score.subscriptions()).hasSizeGreaterThan(5);
    for (Control control : score.controls()) {
      long healthy =
          score.subscriptions().values().stream()
              .flatMap(each -> each.controls().stream())
              .filter(each -> each.id().equals(control.id()))
              .mapToLong(each -> each.counts().healthy())
              .sum();
      assertThat(healthy).isEqualTo(control.counts().healthy());
    }
  }

  @Test
  void everyDefinitionIsInTheInitiativeAndInAControl() {
    EstatePolicies policies = new EstatePolicies();
    String initiative = Json.write(policies.initiative());
    String controls = Json.write(policies.controls());
    for (ObjectValue definition : policies.definitions()) {
      assertThat(initiative).contains('"' + definition.get("id").textOr("") + '"');
      String control =
          definition.get("properties").get("metadata").get("merlon").get("control").textOr("");
      assertThat(controls).contains("\"id\":\"" + control + '"');
    }
  }

  private static boolean is(ObjectValue resource, String type) {
    return resource.get("type").textOr("").equals(type);
  }

  private static Counts counts(List<Boolean> healthy) {
    long fine = healthy.stream().filter(each -> each).count();
    return new Counts(fine, healthy.size() - fine);
  }
}
