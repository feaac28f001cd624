package io.merlon.detection;

import static io.merlon.detection.Predicate.Position.ANYWHERE;

import io.merlon.detection.Search.FieldTest;
import io.merlon.detection.TextPattern.Literal;
import io.merlon.detection.TextPattern.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds for each rule a few needles of which an event that it matches has at least one. Where a
 * rule asks for several things, the rarest is taken: a long text that few other rules ask for.
 */
final class Needles {
  /** Shorter texts are in too many values to be worth looking for. */
  private static final int SHORTEST = GramIndex.GRAM;

  private static final int LONG_ENOUGH = 16;

  /** Texts that long are found in a quarter of the steps. */
  private static final int LONG_BONUS = 2;

  private static final int NUMBER_WEIGHT = 8;

  private final FieldTable table;
  private final Map<Needle, Integer> uses = new HashMap<>();

  Needles(FieldTable table, List<SigmaRule> rules) {
    this.table = table;
    for (SigmaRule rule : rules) {
      rule.searches().values().forEach(this::count);
    }
  }

  /** The needles of a rule; nothing when it may match without having any that is known. */
  Optional<List<Needle>> of(SigmaRule rule) {
    return union(
        rule.conditions().stream().map(condition -> of(condition, rule.searches())).toList());
  }

  private void count(Search search) {
    switch (search) {
      case Search.AllOf(List<Search> parts) -> parts.forEach(this::count);
      case Search.AnyOf(List<Search> parts) -> parts.forEach(this::count);
      case FieldTest test ->
          test.predicates()
              .forEach(predicate ->
                  of(test, predicate)
                      .ifPresent(all -> all.forEach(one -> uses.merge(one, 1, Integer::sum))));
    }
  }

  private Optional<List<Needle>> of(Condition condition, Map<String, Search> searches) {
    return switch (condition) {
      case Condition.Named(String name) ->
          Optional.ofNullable(searches.get(name)).flatMap(this::of);
      case Condition.Not(Condition negated) -> Optional.empty();
      case Condition.And(List<Condition> operands) ->
          rarest(operands.stream().map(one -> of(one, searches)).toList());
      case Condition.Or(List<Condition> operands) ->
          union(operands.stream().map(one -> of(one, searches)).toList());
    };
  }

  private Optional<List<Needle>> of(Search search) {
    return switch (search) {
      case Search.AllOf(List<Search> parts) -> rarest(parts.stream().map(this::of).toList());
      case Search.AnyOf(List<Search> parts) -> union(parts.stream().map(this::of).toList());
      case FieldTest test -> {
        if (test.negated()) {
          yield Optional.empty();
        }
        List<Optional<List<Needle>>> each =
            test.predicates().stream().map(predicate -> of(test, predicate)).toList();
        yield test.all() ? rarest(each) : union(each);
      }
    };
  }

  private Optional<List<Needle>> of(FieldTest test, Predicate predicate) {
    String name = test.field();
    int field = name == null ? Needle.ANY_FIELD : table.number(name);
    return switch (predicate) {
      case Predicate.Text(TextPattern pattern, boolean cased) -> text(field, pattern, cased);
      case Predicate.OneOf(List<Predicate> some) ->
          union(some.stream().map(one -> of(test, one)).toList());
      case Predicate.Regex regex ->
          RequiredText.of(regex.expression())
              .flatMap(text -> text(field, TextPattern.literal(text).at(ANYWHERE), false));
      case Predicate.Compares compares ->
          compares.part() == null
                  && compares.comparison() == Predicate.Comparison.EQUAL
                  && name != null
              ? Optional.of(List.of(new Needle.Equals(field, compares.to().stripTrailingZeros())))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  /**
   * A part has to be within ASCII to be found by its grams; so has a whole that is cased, because
   * case folding beyond ASCII depends on neighbours.
   */
  private static Optional<List<Needle>> text(int field, TextPattern pattern, boolean cased) {
    List<Part> parts = pattern.parts();
    if (field != Needle.ANY_FIELD
        && parts.size() == 1
        && parts.getFirst() instanceof Literal(String whole)
        && (!cased || isAscii(whole))) {
      return Optional.of(List.of(new Needle.Is(field, whole.toLowerCase(Locale.ROOT))));
    }
    return parts.stream()
        .mapMulti((Part part, Consumer<String> texts) -> {
          if (part instanceof Literal(String text)) {
            texts.accept(text);
          }
        })
        .map(text -> text.toLowerCase(Locale.ROOT))
        .filter(Needles::isAscii)
        .max(Comparator.comparingInt(String::length))
        .filter(text -> text.length() >= SHORTEST)
        .map(text -> List.<Needle>of(new Needle.Holds(field, text)));
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  /** Of several things that all have to be there, the one that is there most seldom. */
  private Optional<List<Needle>> rarest(List<Optional<List<Needle>>> all) {
    return all.stream()
        .flatMap(Optional::stream)
        .max(
            Comparator.<List<Needle>>comparingDouble(this::rarityOfAll)
                .thenComparing(List::size, Comparator.reverseOrder()));
  }

  private static Optional<List<Needle>> union(List<Optional<List<Needle>>> all) {
    List<Needle> union = new ArrayList<>();
    for (Optional<List<Needle>> one : all) {
      if (one.isEmpty()) {
        return Optional.empty();
      }
      union.addAll(one.get());
    }
    return union.isEmpty() ? Optional.empty() : Optional.of(union.stream().distinct().toList());
  }

  private double rarityOfAll(List<Needle> needles) {
    return needles.stream().mapToDouble(this::rarity).min().orElse(0);
  }

  private double rarity(Needle needle) {
    double length =
        switch (needle) {
          case Needle.Holds(int field, String text) ->
              Math.min(text.length(), LONG_ENOUGH)
                  + (text.length() >= GramIndex.shortest(Prefilter.STEP) ? LONG_BONUS : 0);
          case Needle.Is(int field, String text) -> Math.min(text.length() + 2, LONG_ENOUGH);
          case Needle.Equals number -> NUMBER_WEIGHT;
        };
    return length - 2 * Math.log(1 + uses.getOrDefault(needle, 0));
  }
}
