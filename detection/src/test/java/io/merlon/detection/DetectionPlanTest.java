package io.merlon.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.json.Json;
import io.merlon.model.ObjectValue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectionPlanTest {
  private static boolean matches(String search, String event) {
    return !detect(search, event).isEmpty();
  }

  private static List<Detection> detect(String search, String event) {
    return detect("{product: none}", search, event);
  }

  private static List<Detection> detect(String source, String search, String event) {
    RuleLibrary library =
        RuleLibrary.read(
            List.of(
                new RuleLibrary.Source(
                    "r.yml",
                    """
                    title: T
                    logsource: %s
                    detection:
                      s: %s
                      condition: s
                    """
                        .formatted(source, search))));
    assertThat(library.problems()).isEmpty();
    return DetectionPlan.compile(library.rules(), LogSources.builtIn())
        .match(new Event("e", 1, (ObjectValue) Json.parse(event)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      value = {
        "{a: x}                    @ {'a': 'X'}                 @ true",
        "{a: x}                    @ {'a': 'xy'}                @ false",
        "{a: x*z}                  @ {'a': 'xyz'}               @ true",
        "{a: x*z}                  @ {'a': 'xyzy'}              @ false",
        "{a: '*b*b'}               @ {'a': 'abab'}              @ true",
        "{a: x?z}                  @ {'a': 'xz'}                @ false",
        "{a: '?'}                  @ {'a': 'x'}                 @ true",
        "{a|cased: x}              @ {'a': 'X'}                 @ false",
        "{a|contains: [x, y]}      @ {'a': 'y'}                 @ true",
        "{a|contains|all: [x, y]}  @ {'a': 'y'}                 @ false",
        "{a|contains|all: [x, y]}  @ {'a': 'yx'}                @ true",
        "{a: [1, 2]}               @ {'a': '2'}                 @ true",
        "{a: 2}                    @ {'a': 2.0}                 @ true",
        "{a|gt: 2}                 @ {'a': 3}                   @ true",
        "{a|gt: 2}                 @ {'a': 'three'}             @ false",
        "{a: null, b: 1}           @ {'b': 1}                   @ true",
        "{a: null}                 @ {'a': 1}                   @ false",
        "{a: ''}                   @ {'a': ''}                  @ true",
        "{a: ''}                   @ {'b': ''}                  @ false",
        "{a|exists: false, b: 1}   @ {'b': 1}                   @ true",
        "{a|exists: true}          @ {'a': null}                @ true",
        "{a|neq: x}                @ {'a': 'y'}                 @ true",
        "{a|re: x.z}               @ {'a': 'wxyzw'}             @ true",
        "{a|re: X}                 @ {'a': 'x'}                 @ false",
        "{a|re|i: X}               @ {'a': 'x'}                 @ true",
        "{a|re: 'x(?!y)'}          @ {'a': 'xz'}                @ true",
        "{a|cidr: 10.0.0.0/8}      @ {'a': '10.1.2.3'}          @ true",
        "{a|cidr: 10.0.0.0/8}      @ {'a': '11.1.2.3'}          @ false",
        "{a|fieldref: b}           @ {'a': 'x', 'b': 'X'}       @ true",
        "{a: x}                    @ {'a': ['w', 'x']}          @ true",
        "{a.b: x}                  @ {'a': {'b': 'x'}}          @ true",
        "{a.b: x}                  @ {'a': [{'b': 'w'}, {'b': 'x'}]} @ true",
        "[lost, found]             @ {'a': {'b': ['we found it']}}   @ true",
        "{a: x, b: y}              @ {'a': 'x', 'b': 'z'}       @ false",
        "[{a: x}, {b: y}]          @ {'a': 'w', 'b': 'y'}       @ true",
      })
  void searchesMeanWhatTheSpecificationSays(String search, String event, boolean expected) {
    assertThat(matches(search, event.replace('\'', '"'))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      value = {
        "{'Channel': 'Security', 'EventID': 4688, 'NewProcessName': 'C:\\\\a.exe'} @ true",
        "{'Channel': 'Security', 'EventID': 4689, 'NewProcessName': 'C:\\\\a.exe'} @ false",
        "{'Channel': 'Microsoft-Windows-Sysmon/Operational', 'EventID': 1, 'Image': 'C:\\\\a.exe'} @ true",
        "{'Channel': 'Microsoft-Windows-Sysmon/Operational', 'EventID': 5, 'Image': 'C:\\\\a.exe'} @ false",
        "{'winlog': {'channel': 'Security', 'event_id': '4688', 'event_data': {'NewProcessName': 'C:\\\\a.exe'}}} @ true",
        "{'Event': {'System': {'Channel': 'Security', 'EventID': {'#text': 4688}}, 'EventData': {'NewProcessName': 'C:\\\\a.exe'}}} @ true",
      })
  void aLogSourceMeansItsEventsInEveryShape(String event, boolean expected) {
    assertThat(
            detect(
                "{product: windows, category: process_creation}",
                "{Image|endswith: \\a.exe}",
                event.replace('\'', '"')))
        .hasSize(expected ? 1 : 0);
  }

  @Test
  void aRuleThatOnlyExcludesSeesNoEventThatHasNothingOfIt() {
    String search = "{a|neq: x}";
    assertThat(matches(search, "{\"a\": \"y\"}")).isTrue();
    assertThat(matches(search, "{\"b\": \"y\"}")).isFalse();
  }

  @Test
  void namesTheFieldsThatDecided() {
    assertThat(detect("{a|contains: [x, y], b: z}", "{\"a\": \"wyw\", \"b\": \"Z\"}"))
        .singleElement()
        .satisfies(one ->
            assertThat(one.reasons())
                .containsExactly(
                    new Detection.Reason("s", "a", "wyw"), new Detection.Reason("s", "b", "Z")));
  }
}
