package io.merlon.content;

import static io.merlon.content.OwnContent.items;
import static io.merlon.content.OwnContent.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.model.Value;
import java.util.Set;

/** MITRE ATT&CK for enterprise: its tactics by name, and the form of its technique ids. */
final class AttackIds {
  private static final Set<String> TACTICS =
      Set.of(
          "Reconnaissance",
          "Resource Development",
          "Initial Access",
          "Execution",
          "Persistence",
          "Privilege Escalation",
          "Defense Evasion",
          "Credential Access",
          "Discovery",
          "Lateral Movement",
          "Collection",
          "Command and Control",
          "Exfiltration",
          "Impact");

  private AttackIds() {}

  static void check(String where, Value content) {
    assertThat(TACTICS).as(where).containsAll(texts(content.get("tactics")));
    assertThat(texts(content.get("tactics"))).doesNotHaveDuplicates();
    assertThat(texts(content.get("techniques")))
        .as(where)
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("T1\\d{3}(\\.\\d{3})?"));
    assertThat(texts(content.get("techniques"))).hasSameSizeAs(items(content.get("techniques")));
  }
}
