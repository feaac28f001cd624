package io.merlon.detection;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The characters that Windows programs take for the beginning of an option. */
final class Dashes {
  /** Hyphen, slash, en dash, em dash, horizontal bar. */
  static final String ALL = "-/\u2013\u2014\u2015";

  private static final Pattern OPTION = Pattern.compile("(?<!\\w)[" + ALL + "](?=\\w)");

  private Dashes() {}

  /** Where such a character begins a word. */
  static List<Integer> in(String text) {
    return OPTION.matcher(text).results().map(MatchResult::start).toList();
  }
}
