package io.merlon.benchmarks;

import io.merlon.connect.file.DefinitionFiles;
import io.merlon.content.MerlonContent;
import io.merlon.policy.PolicyAssignment;
import io.merlon.policy.PolicyLibrary;
import io.merlon.policy.PolicyPlan;
import io.merlon.posture.PostureContent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The initiative "Microsoft cloud security benchmark" as Azure publishes it, compiled. Its files
 * are looked for in the folder that the system property {@code merlon.data} names.
 */
@State(Scope.Benchmark)
public class SecurityBenchmark {
  private static final String INITIATIVE = "Microsoft cloud security benchmark";

  private Optional<PolicyPlan> plan = Optional.empty();
  private Optional<PostureContent> content = Optional.empty();

  /** Loads and compiles it. */
  @Setup
  public void load() {
    Path folder = Path.of(System.getProperty("merlon.data", "../shared/data"), "azure-policy");
    if (!Files.isDirectory(folder)) {
      throw new IllegalStateException(
          "there are no policy definitions at " + folder + "; set -Dmerlon.data=DIR");
    }
    PolicyLibrary library =
        DefinitionFiles.read(
                List.of(
                    folder.resolve("policyDefinitions").toString(),
                    folder.resolve("policySetDefinitions").toString()))
            .library();
    String name = library.initiative(INITIATIVE).orElseThrow().name();
    plan =
        Optional.of(
            PolicyPlan.compile(
                library,
                DefinitionFiles.read(List.of(folder.resolve("aliases.json.gz").toString()))
                    .aliases(),
                List.of(PolicyAssignment.ofDefaults(name))));
    MerlonContent own = MerlonContent.load();
    PostureContent.Builder posture =
        PostureContent.builder().addControls("controls", own.controls().document());
    own.recommendations().forEach(d -> posture.addRecommendations(d.source(), d.document()));
    content = Optional.of(posture.build());
  }

  PolicyPlan plan() {
    return plan.orElseThrow();
  }

  PostureContent content() {
    return content.orElseThrow();
  }
}
