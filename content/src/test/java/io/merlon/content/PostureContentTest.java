package io.merlon.content;

import static io.merlon.content.OwnContent.CONTENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.policy.PolicyDefinition;
import io.merlon.policy.PolicyProblem;
import io.merlon.posture.PostureContent;
import io.merlon.posture.RecommendationContent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PostureContentTest {
  private static final PostureContent POSTURE = CONTENT.postureContent();

  @Test
  void hasTheFourteenControlsAndTheBenchmarksRecommendations() {
    assertThat(POSTURE.problems()).isEmpty();
    assertThat(POSTURE.controls()).hasSize(14);
    assertThat(POSTURE.recommendations()).hasSize(223);
  }

  @Test
  void readsWhatEveryDefinitionOfOursSaysOfItself() {
    List<PolicyProblem> problems = new ArrayList<>();
    for (SourcedDocument one : CONTENT.definitions()) {
      PolicyDefinition definition =
          PolicyDefinition.read(one.source(), one.document(), problems::add).orElseThrow();
      RecommendationContent content = POSTURE.contentOf(definition, problems::add);
      assertThat(content.controlId()).as(one.source()).isPresent();
      assertThat(content.remediation()).as(one.source()).isNotEmpty();
    }
    assertThat(problems).isEmpty();
  }

  @Test
  void everyControlIsOfUseToSomeDefinition() {
    Set<String> used = new HashSet<>();
    CONTENT.definitions().forEach(one -> used.add(OwnContent.added(one).get("control").textOr("")));
    POSTURE.recommendations().values().forEach(one -> one.controlId().ifPresent(used::add));
    assertThat(used).containsExactlyInAnyOrderElementsOf(DefinitionShapeTest.controlIds());
  }
}
