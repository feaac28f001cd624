package io.merlon.detection;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A way of looking for the needles of many rules in a value at once. */
sealed interface Seek {
  /** The rules whose needles are looked for. */
  RuleSet concerned();

  /** Adds the rules whose needle the value has. */
  void mark(FieldValue value, RuleSet found);

  /** For texts that stand anywhere in a value. */
  record Parts(RuleSet concerned, GramIndex index) implements Seek {
    @Override
    public void mark(FieldValue value, RuleSet found) {
      index.mark(value, found);
    }
  }

  /**
   * For texts that are the whole value.
   *
   * @param lengths a bit for each length that there is, which tells most others without folding
   */
  record Wholes(RuleSet concerned, long lengths, Map<String, List<Integer>> rules) implements Seek {
    static Wholes of(RuleSet concerned, Map<String, List<Integer>> rules) {
      long lengths = 0;
      for (String whole : rules.keySet()) {
        lengths |= whole.chars().allMatch(c -> c < 0x80) ? bit(whole) : -1;
      }
      return new Wholes(concerned, lengths, rules);
    }

    /** Texts that become ASCII by folding keep their length. */
    private static long bit(String text) {
      return 1L << text.length();
    }

    @Override
    public void mark(FieldValue value, RuleSet found) {
      if ((lengths & bit(value.text())) != 0) {
        rules.getOrDefault(value.folded(), List.of()).forEach(found::add);
      }
    }
  }

  /** For numbers. */
  record Numbers(RuleSet concerned, Map<BigDecimal, List<Integer>> rules) implements Seek {
    @Override
    public void mark(FieldValue value, RuleSet found) {
      Optional<BigDecimal> number = value.number();
      if (number.isPresent()) {
        rules.getOrDefault(number.get().stripTrailingZeros(), List.of()).forEach(found::add);
      }
    }
  }
}
