package io.merlon.server.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.json.Json;
import io.merlon.model.ObjectValue;
import io.merlon.store.Database;
import io.merlon.store.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicySourceTest {
  private static final String ID = "/providers/microsoft.authorization/policydefinitions/own";
  @TempDir Path data;

  @Test
  void aPlanIsMadeAnewOnlyWhenWhatItIsMadeFromChanged() throws IOException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data);
        Database database = Database.open(postgres.address())) {
      PolicySource source = new PolicySource(List.of(), database.documents());
      PolicySource.Policy first = source.load();
      assertThat(source.load().plan()).isSameAs(first.plan());
      database
          .documents()
          .put(
              ID,
              PolicySource.DEFINITIONS,
              (ObjectValue)
                  Json.parse(
                      """
                      {"id": "/providers/Microsoft.Authorization/policyDefinitions/own",
                       "name": "own", "properties": {"mode": "All", "policyRule": {
                         "if": {"field": "name", "equals": "x"}, "then": {"effect": "audit"}}}}\
                      """));
      PolicySource.Policy second = source.load();
      assertThat(second.plan()).isNotSameAs(first.plan());
      assertThat(second.library().definition("own")).isPresent();
      assertThat(source.load().plan()).isSameAs(second.plan());
    }
  }
}
