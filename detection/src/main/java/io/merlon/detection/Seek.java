package io.merlon.detection;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A way of looking for the needles of many rules in a value at once. */
sealed interface Seek {
  /**
   * Adds the rules whose needle the value has.
   *
   * @param ascii the value's bytes when it is ASCII, else none
   */
  void mark(FieldValue value, byte[] ascii, RuleSet found);

  /**
   * For texts that stand anywhere in a value.
   *
   * @param shortest how long the shortest is
   * @param numeric whether one of them may stand in a number or truth value
   */
  record Parts(GramIndex index, int shortest, boolean numeric) implements Seek {
    private static final Pattern NUMERIC = Pattern.compile("[-+.0-9e]*|[aeflrstu]*");

    static Parts of(int step, Map<String, List<Integer>> rules, Pairs pairs) {
      return new Parts(
          new GramIndex(step, rules, pairs),
          rules.keySet().stream().mapToInt(String::length).min().orElse(0),
          rules.keySet().stream().anyMatch(text -> NUMERIC.matcher(text).matches()));
    }

    @Override
    public void mark(FieldValue value, byte[] ascii, RuleSet found) {
      index.mark(value, ascii, found);
    }
  }

  /**
   * For texts that are the whole value.
   *
   * @param lengths a bit for each length that there is, which tells most others without folding
   */
  record Wholes(long lengths, Map<String, List<Integer>> rules) implements Seek {
    static Wholes of(Map<String, List<Integer>> rules) {
      long lengths = 0;
      for (String whole : rules.keySet()) {
        lengths |= whole.chars().allMatch(c -> c < 0x80) ? bit(whole) : -1;
      }
      return new Wholes(lengths, rules);
    }

    /** Texts that become ASCII by folding keep their length. */
    private static long bit(String text) {
      return 1L << text.length();
    }

    @Override
    public void mark(FieldValue value, byte[] ascii, RuleSet found) {
      if ((lengths & bit(value.text())) != 0) {
        rules.getOrDefault(value.folded(), List.of()).forEach(found::add);
      }
    }
  }

  /** For numbers. */
  record Numbers(Map<BigDecimal, List<Integer>> rules) implements Seek {
    @Override
    public void mark(FieldValue value, byte[] ascii, RuleSet found) {
      Optional<BigDecimal> number = value.number();
      if (number.isPresent()) {
        rules.getOrDefault(number.get().stripTrailingZeros(), List.of()).forEach(found::add);
      }
    }
  }
}
