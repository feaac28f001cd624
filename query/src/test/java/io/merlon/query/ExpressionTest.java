package io.merlon.query;

import static io.merlon.query.GivenTables.compute;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What expressions give. Quotes of texts are left out of results. */
class ExpressionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "1 + 2 * 3 ~ 7",
        "(1 + 2) * 3 ~ 9",
        "7 / 2 ~ 3",
        "7 / 2.0 ~ 3.5",
        "-7 % 3 ~ 2",
        "1 / 0 ~ null",
        "9223372036854775807 + 1 ~ null",
        "0x1F ~ 31",
        "-(3 - 5) ~ 2",
        "round(10.0 / 3, 2) ~ 3.33",
        "floor(2.7) ~ 2",
        "bin(17, 5) ~ 15",
        "bin(-1, 5) ~ -5",
        "bin(2.7, 0.5) ~ 2.5",
        "abs(-3) ~ 3",
        "1 < 2 and 2 < 1 or true ~ true",
        "not(1 == 1) ~ false",
        "3 between (1 .. 3) ~ true",
        "3 !between (1 .. 3) ~ false",
        "long(null) == long(null) ~ null",
        "long(null) == 1 ~ false",
        "long(null) != 1 ~ true",
        "long(null) > 1 ~ null",
        "long(null) > 1 or true ~ true",
        "isnull(dynamic(null)) ~ true",
        "isnull('') ~ false",
        "isempty('') and isempty(dynamic(null)) ~ true",
        "isnotempty('x') ~ true",
        "iff(1 == 1, 'a', 'b') ~ a",
        "iif(long(null) > 1, 'a', 'b') ~ b",
        "case(1 > 2, 'x', 2 > 1, 'y', 'z') ~ y",
        "coalesce(long(null), 3) ~ 3",
        "coalesce('', 'b') ~ b",
      })
  void numbersAndLogic(String expression, String expected) {
    assertThat(compute(expression)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "'Abc' == 'abc' ~ false",
        "'Abc' has 'abc' ~ true",
        "'prod-web-01' has 'web' ~ true",
        "'prodweb' has 'web' ~ false",
        "'web web1 my-web' has 'web' ~ true",
        "'xweb webx' has 'web' ~ false",
        "'webx' hasprefix 'web' ~ true",
        "'xweb' hassuffix 'web' ~ true",
        "'a' !has 'b' ~ true",
        "'Production' contains 'DUCT' ~ true",
        "'Production' contains_cs 'DUCT' ~ false",
        "'Production' !contains 'x' ~ true",
        "'Production' startswith 'prod' ~ true",
        "'Production' !startswith 'prod' ~ false",
        "'Production' startswith_cs 'prod' ~ false",
        "'Production' endswith 'TION' ~ true",
        "'vm-007' matches regex '[0-9]{3}$' ~ true",
        "'a' in ('A', 'b') ~ false",
        "'c' !in ('A', 'b') ~ true",
        "3 in (1, 2, 3) ~ true",
        "'b' in (dynamic(['a','b'])) ~ true",
        "'one two' has_any ('two', 'six') ~ true",
        "'one two' has_all ('two', 'six') ~ false",
        "strcat('a', 1, true) ~ a1true",
        "strcat_delim('-', 'a', 'b') ~ a-b",
        "toupper('a') ~ A",
        "tolower('A') ~ a",
        "strlen('häß') ~ 3",
        "substring('abcdef', 2, 3) ~ cde",
        "substring('abcdef', 4) ~ ef",
        "substring('ab', 9) ~ ``",
        "split('a/b/c', '/') ~ [a,b,c]",
        "split('a/b/c', '/')[1] ~ b",
        "split('a/b/c', '/', 2) ~ [c]",
        "tostring(split('/subscriptions/s/x', '/')[2]) ~ s",
        "replace_string('a-b-c', '-', '+') ~ a+b+c",
        "replace_regex('vm12', @'(\\d)', 'n$1') ~ vmn1n2",
        "trim(' +', '  a b ') ~ a b",
        "trim_end('/', 'a//') ~ a",
        "extract('sub/([^/]+)', 1, '/sub/x/y') ~ x",
        "extract('nothing', 0, 'x') ~ ``",
        "indexof('abc', 'c') ~ 2",
        "@'C:\\temp' ~ C:\\\\temp",
        "'it\\'s' ~ it's",
      })
  void texts(String expression, String expected) {
    assertThat(compute(expression)).isEqualTo(expected);
  }

  @Test
  void foldedMembershipAndEquality() {
    assertThat(compute("'B' in~ ('a', 'b')")).isEqualTo("true");
    assertThat(compute("'B' !in~ ('a', 'b')")).isEqualTo("false");
    assertThat(compute("'Abc' =~ 'aBC'")).isEqualTo("true");
    assertThat(compute("'Abc' !~ 'aBC'")).isEqualTo("false");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "parse_json('{\"a\":{\"b\":[1,2]}}').a.b[1] ~ 2",
        "parse_json('{\"a\":{\"b\":[1,2]}}').A['B'][-1] ~ 2",
        "parse_json('no json') ~ no json",
        "dynamic({'a': 1}).a + 1 ~ 2",
        "dynamic({'x.y': 1}).['x.y'] ~ 1",
        "dynamic({'x.y': 1})['x.y'] ~ 1",
        "dynamic({'a': 1}).b.c ~ null",
        "dynamic({'a': true}).a == true ~ true",
        "dynamic({'a': 'true'}).a == true ~ true",
        "dynamic({'a': 'x'}).a == 'x' ~ true",
        "dynamic({'a': 5}).a > 4 ~ true",
        "dynamic({}).a != 'x' ~ true",
        "array_length(dynamic([1,2,3])) ~ 3",
        "array_length(dynamic({})) ~ null",
        "array_concat(dynamic([1]), dynamic([2])) ~ [1,2]",
        "bag_keys(dynamic({'a':1,'b':2})) ~ [a,b]",
        "bag_has_key(dynamic({'a':1}), 'a') ~ true",
        "pack('a', 1, 'b', 'x') ~ {a:1,b:x}",
        "bag_pack('t', datetime(2024-05-01)).t ~ 2024-05-01T00:00:00.0000000Z",
        "pack_array(1, 'x') ~ [1,x]",
        "strcat_array(dynamic(['a','b']), ', ') ~ a, b",
        "set_has_element(dynamic(['a']), 'a') ~ true",
        "tostring(dynamic({'a':[1,true,null]})) ~ {\\a\\:[1,true,null]}",
        "tostring(dynamic(null)) ~ ``",
        "tolong('12') + tolong('0x10') ~ 28",
        "toint('x') ~ null",
        "todouble('2.5') ~ 2.5",
        "tolong(2.9) ~ 2",
        "tobool('True') ~ true",
        "tobool('maybe') ~ null",
      })
  void dynamicsAndConversions(String expression, String expected) {
    assertThat(compute(expression)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "now() ~ 2026-03-15T12:00:00.0000000Z",
        "ago(1d) ~ 2026-03-14T12:00:00.0000000Z",
        "now(-2h) ~ 2026-03-15T10:00:00.0000000Z",
        "datetime(2024-02-28) + 1d ~ 2024-02-29T00:00:00.0000000Z",
        "datetime(2024-03-01) - datetime(2024-02-28) ~ 2.00:00:00",
        "(now() - datetime(2026-03-15)) / 1h ~ 12",
        "2 * 90m ~ 03:00:00",
        "timespan(1.02:03:04.5) ~ 1.02:03:04.5000000",
        "bin(datetime(2024-05-06T07:08:09Z), 1h) ~ 2024-05-06T07:00:00.0000000Z",
        "startofmonth(datetime(2024-05-06)) ~ 2024-05-01T00:00:00.0000000Z",
        "startofweek(datetime(2026-03-18)) ~ 2026-03-15T00:00:00.0000000Z",
        "datetime_diff('day', datetime(2024-03-01), datetime(2024-02-28)) ~ 2",
        "todatetime('2024-05-06T07:08:09.123+02:00') ~ 2024-05-06T05:08:09.1230000Z",
        "todatetime('yesterday') ~ null",
        "dynamic({'t':'2026-03-15T11:00:00Z'}).t > ago(2h) ~ true",
        "datetime(2024-01-05) between (datetime(2024-01-01) .. 7d) ~ true",
      })
  void times(String expression, String expected) {
    assertThat(compute(expression)).isEqualTo(expected);
  }
}
