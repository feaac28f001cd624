package io.merlon.cli.definitions;

import io.merlon.connect.file.DefinitionFiles;
import io.merlon.content.MerlonContent;
import io.merlon.policy.PolicyDefinition;
import io.merlon.policy.PolicyLibrary;
import io.merlon.posture.PostureContent;
import io.merlon.posture.RecommendationContent;
import java.util.List;

/**
 * Merlon's own definitions and those in given folders, with what is said of them.
 *
 * @param library the definitions
 * @param posture what is said of them
 */
record Known(PolicyLibrary library, PostureContent posture) {
  static Known load(List<String> folders) {
    MerlonContent content = MerlonContent.load();
    return new Known(
        DefinitionFiles.read(folders).addTo(content.library()).build(), content.postureContent());
  }

  RecommendationContent contentOf(PolicyDefinition definition) {
    return posture.contentOf(definition, problem -> {});
  }
}
