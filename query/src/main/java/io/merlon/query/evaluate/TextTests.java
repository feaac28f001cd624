package io.merlon.query.evaluate;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.merlon.model.BooleanValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.query.ColumnType;
import io.merlon.query.QueryLimitException;
import io.merlon.query.QueryLimitException.Limit;
import io.merlon.query.syntax.Comparator;
import io.merlon.query.syntax.Place;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;

/** Operators that look into a text; both sides are texts in lower case unless case counts. */
final class TextTests {
  private static final int LONGEST_SOUGHT = 4_096;

  private TextTests() {}

  static Typed of(Comparator comparator, Typed left, Typed right, Place place) {
    Typed text = left.as(ColumnType.STRING);
    Typed sought = right.as(ColumnType.STRING);
    List<Typed> inputs = List.of(text, sought);
    if (comparator == Comparator.MATCHES_REGEX) {
      return Typed.folded(regex(text.node(), sought, place), ColumnType.BOOL, inputs);
    }
    boolean cased = comparator.symbol().endsWith("_cs");
    BiPredicate<String, String> test = test(comparator);
    Node b = cased ? sought.node() : lower(sought).node();
    Node a = text.node();
    boolean negated = comparator.isNegated();
    Node node =
        row -> {
          String whole = a.evaluate(row).textOr("");
          String part = bounded(b.evaluate(row).textOr(""));
          return BooleanValue.of(test.test(cased ? whole : fold(whole), part) != negated);
        };
    return Typed.folded(node, ColumnType.BOOL, inputs);
  }

  private static Typed lower(Typed text) {
    Node node = text.node();
    return Typed.folded(
        row -> new StringValue(fold(node.evaluate(row).textOr(""))),
        ColumnType.STRING,
        List.of(text));
  }

  /** A search may take as long as the product of both lengths. */
  private static String bounded(String sought) {
    if (sought.length() > LONGEST_SOUGHT) {
      throw new QueryLimitException(
          Limit.TEXT, "A text that is looked for may have " + LONGEST_SOUGHT + " characters.");
    }
    return sought;
  }

  static String fold(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static BiPredicate<String, String> test(Comparator comparator) {
    return switch (comparator) {
      case SAME, NOT_SAME -> String::equals;
      case CONTAINS, NOT_CONTAINS, CONTAINS_CASED, NOT_CONTAINS_CASED -> String::contains;
      case STARTS_WITH, NOT_STARTS_WITH, STARTS_WITH_CASED, NOT_STARTS_WITH_CASED ->
          String::startsWith;
      case ENDS_WITH, NOT_ENDS_WITH, ENDS_WITH_CASED, NOT_ENDS_WITH_CASED -> String::endsWith;
      case HAS_PREFIX, NOT_HAS_PREFIX -> (text, term) -> hasTerm(text, term, true, false);
      case HAS_SUFFIX, NOT_HAS_SUFFIX -> (text, term) -> hasTerm(text, term, false, true);
      default -> TextTests::hasTerm;
    };
  }

  /** Whether the term stands in the text with no letter or digit going on at either side. */
  static boolean hasTerm(String text, String term) {
    return hasTerm(text, term, true, true);
  }

  private static boolean hasTerm(String text, String term, boolean begins, boolean ends) {
    for (int at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
      int end = at + term.length();
      boolean goesOn =
          begins && isJoined(text, at) && !term.isEmpty()
              || ends && isJoined(text, end) && !term.isEmpty();
      if (!goesOn) {
        return true;
      }
    }
    return false;
  }

  /** Whether letters or digits stand on both sides of this position. */
  private static boolean isJoined(String text, int at) {
    return at > 0
        && at < text.length()
        && Character.isLetterOrDigit(text.charAt(at - 1))
        && Character.isLetterOrDigit(text.charAt(at));
  }

  private static Node regex(Node text, Typed pattern, Place place) {
    Value constant = pattern.constant().orElseThrow(() -> notConstant("matches regex", place));
    Pattern compiled = compile(constant.textOr(""), place);
    return row -> BooleanValue.of(compiled.matcher(text.evaluate(row).textOr("")).find());
  }

  static RuntimeException notConstant(String what, Place place) {
    return place.wrong("the regular expression of '" + what + "' must not depend on the row");
  }

  static Pattern compile(String pattern, Place place) {
    try {
      return Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw place.wrong("the regular expression is wrong: " + e.getMessage());
    }
  }
}
