package io.merlon.detection;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The modifiers of one field, sorted by what they do.
 *
 * @param kind what kind of question is asked
 * @param position where the text has to stand
 * @param encodings encodings of the text, in the order in which they are applied
 * @param flags flags of a regular expression
 * @param comparison the order asked for, with kind NUMBER
 * @param part the part of the time asked for
 */
record Modifiers(
    Kind kind,
    Predicate.Position position,
    List<String> encodings,
    Set<Predicate.RegexFlag> flags,
    Predicate.Comparison comparison,
    Predicate.@Nullable TimePart part,
    boolean all,
    boolean cased,
    boolean windash,
    boolean expand,
    boolean negated) {
  /** Kinds of question. */
  enum Kind {
    TEXT,
    REGEX,
    CIDR,
    EXISTS,
    FIELD,
    NUMBER
  }

  private static final Map<String, Predicate.Position> POSITIONS =
      Map.of(
          "contains", Predicate.Position.ANYWHERE,
          "startswith", Predicate.Position.START,
          "endswith", Predicate.Position.END);
  private static final Map<String, Kind> KINDS =
      Map.of("re", Kind.REGEX, "cidr", Kind.CIDR, "exists", Kind.EXISTS, "fieldref", Kind.FIELD);
  private static final Map<String, Predicate.Comparison> ORDERS =
      Map.of(
          "gt", Predicate.Comparison.GREATER,
          "gte", Predicate.Comparison.GREATER_OR_EQUAL,
          "lt", Predicate.Comparison.LESS,
          "lte", Predicate.Comparison.LESS_OR_EQUAL);
  private static final Set<String> ENCODINGS =
      Set.of("base64", "base64offset", "utf16", "utf16le", "utf16be", "wide");
  private static final Set<String> FLAGS =
      Set.of("i", "ignorecase", "m", "multiline", "s", "dotall");
  private static final Set<String> PARTS = Set.of("minute", "hour", "day", "week", "month", "year");

  static Modifiers read(List<String> names, int line) {
    Kind kind = Kind.TEXT;
    Predicate.Position position = Predicate.Position.WHOLE;
    List<String> encodings = new ArrayList<>();
    Set<Predicate.RegexFlag> flags = EnumSet.noneOf(Predicate.RegexFlag.class);
    Predicate.Comparison comparison = Predicate.Comparison.EQUAL;
    Predicate.TimePart part = null;
    Set<String> plain = new HashSet<>();
    for (String name : names) {
      if (POSITIONS.containsKey(name)) {
        if (position != Predicate.Position.WHOLE) {
          throw RuleFault.failed(line, "'" + name + "' contradicts the modifiers before it");
        }
        position = POSITIONS.getOrDefault(name, position);
      } else if (ENCODINGS.contains(name)) {
        encodings.add(name);
      } else if (FLAGS.contains(name) && kind == Kind.REGEX) {
        flags.add(Predicate.RegexFlag.valueOf(flag(name)));
      } else if (Set.of("all", "cased", "windash", "expand", "neq").contains(name)) {
        plain.add(name);
      } else {
        Kind asked = KINDS.get(name);
        if (ORDERS.containsKey(name)) {
          asked = Kind.NUMBER;
          comparison = ORDERS.getOrDefault(name, comparison);
        } else if (PARTS.contains(name)) {
          asked = Kind.NUMBER;
          part = Predicate.TimePart.valueOf(name.toUpperCase(Locale.ROOT));
        }
        if (asked == null) {
          throw RuleFault.failed(line, "'" + name + "' is not a modifier" + hint(name));
        }
        if (kind != Kind.TEXT && kind != asked) {
          throw RuleFault.failed(line, "'" + name + "' cannot follow the modifiers before it");
        }
        kind = asked;
      }
    }
    if (plain.contains("cased") && kind != Kind.TEXT && kind != Kind.FIELD) {
      throw RuleFault.failed(line, "'cased' needs text or a field, not " + kind);
    }
    if (plain.contains("expand") && !Set.of(Kind.TEXT, Kind.REGEX, Kind.CIDR).contains(kind)) {
      throw RuleFault.failed(line, "'expand' needs text, an expression or a range, not " + kind);
    }
    check(kind, position, !encodings.isEmpty() || plain.contains("windash"), line);
    return new Modifiers(
        kind,
        position,
        List.copyOf(encodings),
        flags,
        comparison,
        part,
        plain.contains("all"),
        plain.contains("cased"),
        plain.contains("windash"),
        plain.contains("expand"),
        plain.contains("neq"));
  }

  private static void check(Kind kind, Predicate.Position position, boolean rewritten, int line) {
    boolean placed = position != Predicate.Position.WHOLE;
    if (rewritten && kind != Kind.TEXT) {
      throw RuleFault.failed(line, "an encoding or 'windash' needs plain text, not " + kind);
    }
    if (placed && kind != Kind.TEXT && kind != Kind.FIELD) {
      throw RuleFault.failed(line, "'contains' and its like need text or a field, not " + kind);
    }
  }

  private static String flag(String name) {
    return switch (name) {
      case "i", "ignorecase" -> "I";
      case "m", "multiline" -> "M";
      default -> "S";
    };
  }

  private static String hint(String name) {
    return FLAGS.contains(name) ? ": it has to stand after 're'" : "";
  }
}
