package io.merlon.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a condition's text: {@code or} binds loosest, then {@code and}, then {@code not}. */
final class ConditionReader {
  private static final Pattern TOKEN = Pattern.compile("\\s*([()|]|[^\\s()|]+)");
  private static final int MAX_DEPTH = 64;

  private final List<String> tokens = new ArrayList<>();
  private final Set<String> searches;
  private final String of;
  private final int line;
  private int next;

  private ConditionReader(String text, Set<String> searches, String of, int line) {
    this.searches = searches;
    this.of = of;
    this.line = line;
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.lookingAt()) {
      tokens.add(matcher.group(1));
      matcher.region(matcher.end(), text.length());
    }
  }

  /**
   * Reads a condition.
   *
   * @param searches the names that it may use
   * @param of what these are names of, for messages
   */
  static Condition read(String text, Set<String> searches, String of, int line) {
    ConditionReader reader = new ConditionReader(text, searches, of, line);
    if (reader.tokens.contains("|")) {
      throw new RuleFault(
          RuleProblem.Kind.UNSUPPORTED,
          line,
          "the condition aggregates with '|', which belongs to Sigma 1; write a correlation"
              + " instead");
    }
    Condition condition = reader.or(0);
    if (reader.next < reader.tokens.size()) {
      throw reader.fault("'" + reader.tokens.get(reader.next) + "' is not expected there");
    }
    return condition;
  }

  private Condition or(int depth) {
    List<Condition> operands = new ArrayList<>(List.of(and(depth)));
    while (take("or")) {
      operands.add(and(depth));
    }
    return operands.size() == 1 ? operands.getFirst() : new Condition.Or(List.copyOf(operands));
  }

  private Condition and(int depth) {
    List<Condition> operands = new ArrayList<>(List.of(not(depth)));
    while (take("and")) {
      operands.add(not(depth));
    }
    return operands.size() == 1 ? operands.getFirst() : new Condition.And(List.copyOf(operands));
  }

  private Condition not(int depth) {
    if (depth > MAX_DEPTH) {
      throw fault("is nested deeper than " + MAX_DEPTH);
    }
    if (take("not")) {
      return new Condition.Not(not(depth + 1));
    }
    if (take("(")) {
      Condition inner = or(depth + 1);
      if (!take(")")) {
        throw fault("lacks a ')'");
      }
      return inner;
    }
    String word = word();
    boolean quantifier = word.equals("1") || word.equals("any") || word.equals("all");
    if (quantifier && take("of")) {
      List<Condition> named = named(word());
      return word.equals("all") ? new Condition.And(named) : new Condition.Or(named);
    }
    if (!searches.contains(word)) {
      throw fault("names '" + word + "', which is not " + of + ": " + searches);
    }
    return new Condition.Named(word);
  }

  private List<Condition> named(String pattern) {
    String glob = pattern.equals("them") ? "*" : pattern;
    String[] pieces = glob.split("\\*", -1);
    List<Condition> named = new ArrayList<>();
    for (String search : searches) {
      boolean hidden = pattern.equals("them") && search.startsWith("_");
      if (!hidden && fits(search, pieces)) {
        named.add(new Condition.Named(search));
      }
    }
    if (named.isEmpty()) {
      throw fault("asks for '" + pattern + "', which fits nothing that is " + of + ": " + searches);
    }
    return List.copyOf(named);
  }

  private static boolean fits(String name, String[] pieces) {
    if (pieces.length == 1) {
      return name.equals(pieces[0]);
    }
    String last = pieces[pieces.length - 1];
    int end = name.length() - last.length();
    int at = pieces[0].length();
    if (!name.startsWith(pieces[0]) || !name.endsWith(last)) {
      return false;
    }
    for (int i = 1; i < pieces.length - 1; i++) {
      int found = name.indexOf(pieces[i], at);
      if (found < 0) {
        return false;
      }
      at = found + pieces[i].length();
    }
    return at <= end;
  }

  private boolean take(String token) {
    boolean there = next < tokens.size() && tokens.get(next).equalsIgnoreCase(token);
    if (there) {
      next++;
    }
    return there;
  }

  private String word() {
    if (next == tokens.size()) {
      throw fault("ends where a search's name is expected");
    }
    return tokens.get(next++);
  }

  private RuleFault fault(String reason) {
    return RuleFault.failed(line, "the condition " + reason);
  }
}
