package io.merlon.detection;

import io.merlon.detection.Predicate.RegexFlag;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A regular expression that is looked for anywhere in a text. RE2 does it in linear time; the few
 * expressions that need to look around are given a bounded number of steps, beyond which a text
 * counts as not matching.
 */
@FunctionalInterface
interface Expression {
  boolean isFoundIn(String text);

  static Expression compile(String expression, Set<RegexFlag> flags) {
    try {
      var linear = com.google.re2j.Pattern.compile(expression, re2Flags(flags));
      return text -> linear.matcher(text).find();
    } catch (com.google.re2j.PatternSyntaxException looksAround) {
      Pattern pattern = Pattern.compile(expression, flags(flags));
      return text -> BoundedText.of(text).has(pattern);
    }
  }

  private static int re2Flags(Set<RegexFlag> flags) {
    return (flags.contains(RegexFlag.I) ? com.google.re2j.Pattern.CASE_INSENSITIVE : 0)
        | (flags.contains(RegexFlag.M) ? com.google.re2j.Pattern.MULTILINE : 0)
        | (flags.contains(RegexFlag.S) ? com.google.re2j.Pattern.DOTALL : 0);
  }

  private static int flags(Set<RegexFlag> flags) {
    return (flags.contains(RegexFlag.I) ? Pattern.CASE_INSENSITIVE : 0)
        | (flags.contains(RegexFlag.M) ? Pattern.MULTILINE : 0)
        | (flags.contains(RegexFlag.S) ? Pattern.DOTALL : 0);
  }
}
