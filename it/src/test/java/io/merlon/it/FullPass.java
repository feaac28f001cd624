package io.merlon.it;

import io.merlon.connect.file.DefinitionFiles;
import io.merlon.content.MerlonContent;
import io.merlon.json.Json;
import io.merlon.model.ObjectValue;
import io.merlon.policy.PolicyAssignment;
import io.merlon.policy.PolicyLibrary;
import io.merlon.policy.PolicyPlan;
import io.merlon.posture.ContinuousPosture;
import io.merlon.posture.PostureAssessor;
import io.merlon.posture.PostureReport;
import io.merlon.server.assessment.PolicySource;
import io.merlon.store.Database;
import io.merlon.store.ResourceStore;
import io.merlon.store.StoredAssessment;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a pass over everything that is stored gives: what the server has to show, however it came
 * there. Knows Merlon's own content, and no policy that users wrote.
 */
record FullPass(SortedMap<String, String> statuses, PostureReport report) {
  static FullPass over(Database database) throws IOException {
    MerlonContent content = MerlonContent.load();
    PolicyLibrary.Builder library = PolicyLibrary.builder();
    content.definitions().forEach(one -> library.add(one.source(), one.document()));
    content.initiatives().forEach(one -> library.add(one.source(), one.document()));
    ObjectValue own = machineVulnerabilities();
    library.add("the server's own", own);
    PolicyPlan plan =
        PolicyPlan.compile(
            library.build(),
            DefinitionFiles.read(List.of()).aliases(),
            List.of(
                PolicyAssignment.ofDefaults(MerlonContent.BASELINE),
                PolicyAssignment.ofDefaults(own.get("name").textOr(""))));
    ContinuousPosture posture =
        PostureAssessor.builder(plan, content.postureContent(), Instant.now()).continuous();
    SortedMap<String, String> statuses = new TreeMap<>();
    database.resources().inSnapshot(snapshot -> assess(posture, snapshot, statuses));
    return new FullPass(statuses, posture.report());
  }

  /** The rule that the server assigns whatever else is assigned. */
  private static ObjectValue machineVulnerabilities() throws IOException {
    try (InputStream in = PolicySource.class.getResourceAsStream("machine-vulnerabilities.json")) {
      return (ObjectValue) Json.parse(Objects.requireNonNull(in).readAllBytes());
    }
  }

  private static void assess(
      ContinuousPosture posture,
      ResourceStore.Snapshot snapshot,
      SortedMap<String, String> statuses) {
    snapshot.forEach(posture::observe);
    snapshot.forEach(resource ->
        posture.assess(
            resource,
            one ->
                statuses.put(
                    key(one.resource().folded(), one.recommendation().name()),
                    one.status().name())));
  }

  /** The statuses as they are stored. */
  static SortedMap<String, String> stored(Database database) {
    SortedMap<String, String> statuses = new TreeMap<>();
    String after = "";
    do {
      var page = database.assessments().list("", after, 5_000);
      for (StoredAssessment one : page.items()) {
        statuses.put(key(one.resourceId(), one.recommendation()), one.status().name());
      }
      after = page.next().orElse("");
    } while (!after.isEmpty());
    return statuses;
  }

  private static String key(String resource, String recommendation) {
    return resource.toLowerCase(Locale.ROOT) + " " + recommendation;
  }
}
