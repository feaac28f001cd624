package io.merlon.detection;

import io.merlon.detection.Search.FieldTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Explains a match: which fields decided. */
final class Reasons {
  private static final int MOST = 20;
  private static final int LONGEST = 1_000;

  private final Map<FieldTest, FieldMatcher> matchers;

  Reasons(Map<FieldTest, FieldMatcher> matchers) {
    this.matchers = matchers;
  }

  List<Detection.Reason> of(SigmaRule rule, EventFields fields) {
    List<Detection.Reason> reasons = new ArrayList<>();
    rule.searches().forEach((name, search) -> gather(name, search, fields, reasons));
    return List.copyOf(reasons);
  }

  private void gather(
      String name, Search search, EventFields fields, List<Detection.Reason> reasons) {
    switch (search) {
      case Search.AllOf(List<Search> parts) ->
          parts.forEach(part -> gather(name, part, fields, reasons));
      case Search.AnyOf(List<Search> parts) ->
          parts.forEach(part -> gather(name, part, fields, reasons));
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
