package io.merlon.detection;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequiredTextTest {
  @ParameterizedTest
  @CsvSource({
    "'Invoke-(Mimi|Katz)\\w+', Invoke-",
    "'(?i)\\\\cmd\\.exe', '\\cmd.exe'",
    "'a|b', ''",
    "'abcd?ef', abc",
    "'abcd*', abc",
    "'abcd+ef', abcd",
    "'abcd{0,2}xyz', abc",
    "'[a-z]foo[^]]bars', bars",
    "'\\d+longer\\s+text', longer",
    "'\\x41\\x42', ''",
    "'(unclosed', ''"
  })
  void onlyWhatIsAlwaysThere(String expression, String required) {
    assertThat(RequiredText.of(expression).orElse("")).isEqualTo(required);
  }

  @Provide
  Arbitrary<String> expressions() {
    return Arbitraries.of(
            "ab", "c", "D", "\\.", "\\\\", ".", "[xy]", "[^x]", "(ab|c)", "(?:d)", "\\d", "\\w",
            "*", "+", "?", "{2}", "{0,1}", "|", "^", "$")
        .list()
        .ofMinSize(1)
        .ofMaxSize(8)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("abcdDxy.\\1").ofMaxLength(12);
  }

  @Property(tries = 20_000)
  void whatIsFoundHasIt(@ForAll("expressions") String expression, @ForAll("texts") String text) {
    Pattern pattern;
    try {
      pattern = Pattern.compile(expression, Pattern.CASE_INSENSITIVE);
    } catch (com.google.re2j.PatternSyntaxException notOne) {
      return;
    }
    if (pattern.matcher(text).find()) {
      assertThat(text.toLowerCase(Locale.ROOT))
          .contains(RequiredText.of(expression).orElse("").toLowerCase(Locale.ROOT));
    }
  }
}
