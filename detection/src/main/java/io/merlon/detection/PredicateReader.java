package io.merlon.detection;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IncompatibleAddressException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Turns one value of a field, with the field's modifiers, into what is asked. */
final class PredicateReader {
  private static final int MAX_EXPRESSION = 4096;
  private static final int MAX_GROUPS = 200;

  private PredicateReader() {}

  static Predicate read(ScalarNode node, Modifiers modifiers, Placeholders placeholders) {
    if (!modifiers.expand()) {
      return read(node, node.getValue(), modifiers);
    }
    List<Predicate> values = new ArrayList<>();
    for (Placeholders.Expanded value : placeholders.expand(node.getValue(), Yaml.line(node))) {
      values.add(
          value.filled()
              ? read(node, value.text(), modifiers)
              : text(TextPattern.parse(value.text(), true), modifiers));
    }
    return values.size() == 1 ? values.getFirst() : new Predicate.OneOf(List.copyOf(values));
  }

  private static Predicate read(ScalarNode node, String text, Modifiers modifiers) {
    int line = Yaml.line(node);
    return switch (modifiers.kind()) {
      case TEXT -> plain(node, text, modifiers, line);
      case REGEX -> new Predicate.Regex(expression(text, line), modifiers.flags());
      case CIDR -> new Predicate.Cidr(range(text, line));
      case EXISTS -> new Predicate.Exists(truth(node, line));
      case FIELD -> new Predicate.SameAs(text, modifiers.position(), modifiers.cased());
      case NUMBER ->
          new Predicate.Compares(modifiers.comparison(), number(text, line), modifiers.part());
    };
  }

  private static Predicate plain(ScalarNode node, String text, Modifiers modifiers, int line) {
    boolean bare =
        modifiers.position() == Predicate.Position.WHOLE
            && modifiers.encodings().isEmpty()
            && !modifiers.expand();
    if (bare && node.getTag().equals(Tag.NULL)) {
      return new Predicate.IsNull();
    }
    if (bare && node.getTag().equals(Tag.BOOL)) {
      return new Predicate.IsBoolean(truth(node, line));
    }
    if (bare && (node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT))) {
      return new Predicate.Compares(Predicate.Comparison.EQUAL, number(text, line), null);
    }
    if (node.getTag().equals(Tag.NULL)) {
      throw RuleFault.failed(line, "null has no text that could be searched or encoded");
    }
    if (modifiers.encodings().isEmpty()) {
      TextPattern pattern = TextPattern.parse(text, false);
      return text(modifiers.windash() ? pattern.withAnyDash() : pattern, modifiers);
    }
    String plain = plain(text, line);
    List<Predicate> alternatives = new ArrayList<>();
    for (String spelling :
        modifiers.windash() ? TextSpellings.windash(plain, line) : List.of(plain)) {
      for (String encoded : TextSpellings.encode(spelling, modifiers.encodings(), line)) {
        alternatives.add(text(TextPattern.literal(encoded), modifiers));
      }
    }
    if (alternatives.isEmpty()) {
      throw RuleFault.failed(line, "'" + text + "' is too short to be encoded");
    }
    return alternatives.size() == 1
        ? alternatives.getFirst()
        : new Predicate.OneOf(List.copyOf(alternatives));
  }

  private static String plain(String text, int line) {
    List<TextPattern.Part> parts = TextPattern.parse(text, false).parts();
    if (parts.size() == 1 && parts.getFirst() instanceof TextPattern.Literal literal) {
      return literal.text();
    }
    throw RuleFault.failed(
        line, "'" + text + "' is empty or has a wildcard, which has no encoding");
  }

  private static Predicate text(TextPattern pattern, Modifiers modifiers) {
    return new Predicate.Text(pattern.at(modifiers.position()), modifiers.cased());
  }

  private static String expression(String text, int line) {
    long groups = text.chars().filter(c -> c == '(').count();
    if (text.length() > MAX_EXPRESSION || groups > MAX_GROUPS) {
      throw RuleFault.failed(
          line,
          "the regular expression is larger than "
              + (MAX_EXPRESSION + " characters or " + MAX_GROUPS + " groups"));
    }
    try {
      return Pattern.compile(text).pattern();
    } catch (PatternSyntaxException e) {
      throw RuleFault.failed(line, "not a regular expression: " + e.getDescription());
    }
  }

  private static String range(String text, int line) {
    try {
      if (text.isBlank()) {
        throw RuleFault.failed(line, "an address range is expected, as in 10.0.0.0/8");
      }
      return new IPAddressString(text).toAddress().toString();
    } catch (AddressStringException | IncompatibleAddressException e) {
      throw RuleFault.failed(
          line, "'" + text + "' is not an address range, as in 10.0.0.0/8 or fe80::/10");
    }
  }

  private static boolean truth(ScalarNode node, int line) {
    String text = node.getValue();
    if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
      return Boolean.parseBoolean(text);
    }
    throw RuleFault.failed(line, "'" + text + "' is not true or false");
  }

  private static BigDecimal number(String text, int line) {
    try {
      return text.startsWith("0x")
          ? new BigDecimal(new java.math.BigInteger(text.substring(2), 16))
          : new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw RuleFault.failed(line, "'" + text + "' is not a number");
    }
  }
}
