package io.merlon.detection;

import io.merlon.detection.Search.FieldTest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Gathers the placeholders that are left in rules. */
final class UnfilledPlaceholders {
  private final Set<String> names = new TreeSet<>();

  private UnfilledPlaceholders() {}

  static Set<String> of(List<SigmaRule> rules) {
    UnfilledPlaceholders gatherer = new UnfilledPlaceholders();
    rules.forEach(rule -> rule.searches().values().forEach(gatherer::gather));
    return gatherer.names;
  }

  private void gather(Search search) {
    switch (search) {
      case Search.AllOf(List<Search> parts) -> parts.forEach(this::gather);
      case Search.AnyOf(List<Search> parts) -> parts.forEach(this::gather);
      case FieldTest test -> test.predicates().forEach(this::gather);
    }
  }

  private void gather(Predicate predicate) {
    switch (predicate) {
      case Predicate.OneOf(List<Predicate> some) -> some.forEach(this::gather);
      case Predicate.Text(TextPattern pattern, boolean cased) -> {
        for (TextPattern.Part part : pattern.parts()) {
          if (part instanceof TextPattern.Placeholder(String name)) {
            names.add(name);
          }
        }
      }
      default -> {
        // others have no placeholders
      }
    }
  }
}
