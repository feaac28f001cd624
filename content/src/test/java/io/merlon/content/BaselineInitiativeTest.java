package io.merlon.content;

import static io.merlon.content.OwnContent.CONTENT;
import static io.merlon.content.OwnContent.items;
import static io.merlon.content.OwnContent.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.model.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class BaselineInitiativeTest {
  private static Value baseline() {
    return CONTENT.initiatives().stream()
        .filter(one -> one.document().get("name").textOr("").equals(MerlonContent.BASELINE))
        .findFirst()
        .orElseThrow()
        .document()
        .get("properties");
  }

  @Test
  void holdsEveryDefinitionOnce() {
    List<String> referred =
        items(baseline().get("policyDefinitions")).stream()
            .map(one -> one.get("policyDefinitionId").textOr(""))
            .toList();
    List<String> shipped =
        CONTENT.definitions().stream().map(one -> one.document().get("id").textOr("")).toList();
    assertThat(referred).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(shipped);
  }

  @Test
  void putsEveryDefinitionInAGroupThatSaysWhatItIsAbout() {
    List<String> groups =
        items(baseline().get("policyDefinitionGroups")).stream()
            .map(one -> one.get("name").textOr(""))
            .toList();
    assertThat(groups).doesNotHaveDuplicates();
    for (Value group : items(baseline().get("policyDefinitionGroups"))) {
      assertThat(group.get("displayName").textOr("")).isNotBlank();
      assertThat(group.get("description").textOr("")).isNotBlank();
    }
    List<String> used =
        items(baseline().get("policyDefinitions")).stream()
            .flatMap(one -> texts(one.get("groupNames")).stream())
            .distinct()
            .toList();
    assertThat(used).containsExactlyInAnyOrderElementsOf(groups);
    assertThat(items(baseline().get("policyDefinitions")))
        .allMatch(one -> !texts(one.get("groupNames")).isEmpty());
  }
}
