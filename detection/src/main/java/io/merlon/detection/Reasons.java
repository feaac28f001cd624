package io.merlon.detection;

import io.merlon.detection.Search.FieldTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Explains a match: which searches hold, and on which values of which fields. */
final class Reasons {
  private static final int MOST = 20;
  private static final int LONGEST = 1_000;

  private final Map<FieldTest, FieldMatcher> matchers;

  Reasons(Map<FieldTest, FieldMatcher> matchers) {
    this.matchers = matchers;
  }

  List<Detection.Reason> of(SigmaRule rule, EventFields fields) {
    List<Detection.Reason> reasons = new ArrayList<>();
    rule.searches()
        .forEach((name, search) -> {
          if (holds(search, fields)) {
            gather(name, search, fields, reasons);
          }
        });
    return List.copyOf(reasons);
  }

  private boolean holds(Search search, EventFields fields) {
    return switch (search) {
      case Search.AllOf(List<Search> parts) -> parts.stream().allMatch(part -> holds(part, fields));
      case Search.AnyOf(List<Search> parts) -> parts.stream().anyMatch(part -> holds(part, fields));
      case FieldTest test ->
          Optional.ofNullable(matchers.get(test)).filter(one -> one.test(fields)).isPresent();
    };
  }

  private void gather(
      String name, Search search, EventFields fields, List<Detection.Reason> reasons) {
    switch (search) {
      case Search.AllOf(List<Search> parts) ->
          parts.forEach(part -> gather(name, part, fields, reasons));
      case Search.AnyOf(List<Search> parts) ->
          parts.stream()
              .filter(part -> holds(part, fields))
              .forEach(part -> gather(name, part, fields, reasons));
      case FieldTest test -> {
        String field = test.field() == null ? "" : test.field();
        Optional.ofNullable(matchers.get(test)).stream()
            .flatMap(matcher -> matcher.deciding(fields).stream())
            .limit(Math.max(0, MOST - reasons.size()))
            .map(value -> new Detection.Reason(name, field, shortened(value)))
            .forEach(reasons::add);
      }
    }
  }

  private static String shortened(FieldValue value) {
    return value.text().length() <= LONGEST ? value.text() : value.text().substring(0, LONGEST);
  }
}
