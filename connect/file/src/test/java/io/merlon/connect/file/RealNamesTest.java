package io.merlon.connect.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.merlon.detection.Event;
import io.merlon.detection.behaviour.BehaviourAnalyzer;
import io.merlon.detection.behaviour.BehaviourFinding;
import io.merlon.detection.behaviour.BehaviourRules;
import io.merlon.model.ObjectValue;
import io.merlon.testing.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Clients that ask for real names, those that the published rules and advisories refer to, all
 * within an hour and with the worst answer: none of them is there.
 */
class RealNamesTest {
  private static final Pattern NAME =
      Pattern.compile("https?://([a-z0-9-]+(?:\\.[a-z0-9-]+)*\\.[a-z]{2,})");

  @Test
  void realNamesAreNotTakenForGeneratedOnes() throws IOException {
    Set<String> names = new TreeSet<>();
    for (String folder : List.of("sigma/rules", "vulnerability/osv-go", "vulnerability/osv-pypi")) {
      try (Stream<Path> files = Files.walk(SharedData.require(folder))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Matcher found =
              NAME.matcher(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
          while (found.find()) {
            names.add(found.group(1));
          }
        }
      }
    }
    BehaviourAnalyzer analyzer = new BehaviourAnalyzer(BehaviourRules.builtIn());
    List<BehaviourFinding> found = new ArrayList<>();
    int asked = 0;
    for (String name : names) {
      // a client asks for fifty of the names, the next one for the following fifty
      ObjectValue fields =
          ObjectValue.builder()
              .put("query", name)
              .put("record_type", "A")
              .put("src_ip", "10.0.0." + asked++ / 50)
              .put("rcode_name", "NXDOMAIN")
              .build();
      found.addAll(
          analyzer.accept(
              new Event("names", asked, fields),
              Optional.of(Instant.parse("2026-03-01T08:00:00Z").plusSeconds(asked))));
    }
    System.out.printf(
        "%,d real names by %d clients: %d findings%n", asked, asked / 50 + 1, found.size());
    assertThat(asked).isGreaterThan(700);
    assertThat(found).isEmpty();
  }
}
