package io.merlon.query.evaluate;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.merlon.query.syntax.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What takes the place of a match: text, and groups as {@code \1} or {@code $1}. */
record Replacement(List<Part> parts) {
  private record Part(String text, int group) {}

  static Replacement of(String template, Pattern pattern, Place place) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      boolean group =
          (c == '\\' || c == '$')
              && i + 1 < template.length()
              && Character.digit(template.charAt(i + 1), 10) >= 0;
      if (!group) {
        parts.add(new Part(String.valueOf(c), -1));
        continue;
      }
      int number = Character.digit(template.charAt(++i), 10);
      if (number > pattern.groupCount()) {
        throw place.wrong("the regular expression has no group " + number);
      }
      parts.add(new Part("", number));
    }
    return new Replacement(List.copyOf(parts));
  }

  void append(Matcher match, StringBuilder text) {
    for (Part part : parts) {
      text.append(
          part.group() < 0
              ? part.text()
              : Optional.ofNullable(match.group(part.group())).orElse(""));
    }
  }
}
