package io.merlon.server.odata;

import io.merlon.model.BooleanValue;
import io.merlon.model.NullValue;
import io.merlon.model.NumberValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.server.odata.ODataToken.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Reads {@code $filter}: {@code eq ne gt ge lt le in}, {@code and or not}, brackets, {@code
 * contains startswith endswith substringof}, {@code tolower toupper}. Texts are compared in any
 * case, as ARM's ids and words are.
 */
public final class ODataFilter {
  private static final int MAX_DEPTH = 50;
  private static final Set<String> TEXT_TESTS =
      Set.of("contains", "startswith", "endswith", "substringof");

  private final List<ODataToken> tokens;
  private int at;
  private int depth;

  private ODataFilter(List<ODataToken> tokens) {
    this.tokens = tokens;
  }

  /**
   * What a query asks of an item.
   *
   * @throws ODataException when it cannot be read
   */
  public static Predicate<Value> parse(String query) {
    ODataFilter filter = new ODataFilter(ODataToken.read(query));
    Predicate<Value> whole = filter.alternatives();
    filter.expect(Kind.END, "'and', 'or' or the end");
    return whole;
  }

  private Predicate<Value> alternatives() {
    Predicate<Value> one = conjunction();
    while (skip("or")) {
      one = one.or(conjunction());
    }
    return one;
  }

  private Predicate<Value> conjunction() {
    Predicate<Value> one = term();
    while (skip("and")) {
      one = one.and(term());
    }
    return one;
  }

  private Predicate<Value> term() {
    if (++depth > MAX_DEPTH) {
      throw new ODataException("nested deeper than " + MAX_DEPTH, peek().at());
    }
    Predicate<Value> term = openTerm();
    depth--;
    return term;
  }

  private Predicate<Value> openTerm() {
    if (skip("not")) {
      return term().negate();
    }
    if (peek().kind() == Kind.OPEN) {
      at++;
      Predicate<Value> inner = alternatives();
      expect(Kind.CLOSE, "')'");
      return inner;
    }
    return TEXT_TESTS.contains(peek().text().toLowerCase(Locale.ROOT)) && isCall()
        ? textTest()
        : comparison();
  }

  private boolean isCall() {
    return peek().kind() == Kind.WORD && tokens.get(at + 1).kind() == Kind.OPEN;
  }

  private Predicate<Value> textTest() {
    String name = tokens.get(at).text().toLowerCase(Locale.ROOT);
    at += 2;
    UnaryOperator<Value> first = operand();
    expect(Kind.COMMA, "','");
    UnaryOperator<Value> second = operand();
    expect(Kind.CLOSE, "')'");
    BiPredicate<String, String> test =
        switch (name) {
          case "contains" -> String::contains;
          case "startswith" -> String::startsWith;
          case "endswith" -> String::endsWith;
          // the older form names what is looked for first
          default -> (part, whole) -> whole.contains(part);
        };
    Predicate<Value> result =
        item ->
            first.apply(item) instanceof StringValue(String one)
                && second.apply(item) instanceof StringValue(String other)
                && test.test(one.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT));
    // "contains(a,'b') eq true" says the same
    if (skip("eq")) {
      ODataToken wanted = tokens.get(at++);
      if (!wanted.is("true") && !wanted.is("false")) {
        throw new ODataException("true or false was expected", wanted.at());
      }
      return wanted.is("true") ? result : result.negate();
    }
    return result;
  }

  private Predicate<Value> comparison() {
    UnaryOperator<Value> left = operand();
    ODataToken operator = tokens.get(at++);
    String name =
        operator.kind() == Kind.WORD ? operator.text().toLowerCase(Locale.ROOT) : "nothing";
    if (name.equals("in")) {
      return among(left);
    }
    if (!Set.of("eq", "ne", "gt", "ge", "lt", "le").contains(name)) {
      throw new ODataException(
          "an operator (eq, ne, gt, ge, lt, le, in) was expected, not '" + operator.text() + "'",
          operator.at());
    }
    UnaryOperator<Value> right = operand();
    return item -> holds(name, left.apply(item), right.apply(item));
  }

  private static boolean holds(String operator, Value one, Value other) {
    boolean comparable = ODataOrdering.isOneKind(one, other);
    int order = comparable ? ODataOrdering.VALUES.compare(one, other) : 0;
    return switch (operator) {
      case "eq" -> areEqual(one, other);
      case "ne" -> !areEqual(one, other);
      case "gt" -> comparable && order > 0;
      case "ge" -> comparable && order >= 0;
      case "lt" -> comparable && order < 0;
      default -> comparable && order <= 0;
    };
  }

  private static boolean areEqual(Value one, Value other) {
    return one.isNullOrAbsent()
        ? other.isNullOrAbsent()
        : ODataOrdering.isOneKind(one, other) && ODataOrdering.VALUES.compare(one, other) == 0;
  }

  private Predicate<Value> among(UnaryOperator<Value> left) {
    expect(Kind.OPEN, "'('");
    List<Value> choices = new ArrayList<>();
    do {
      choices.add(choice());
    } while (skip(Kind.COMMA));
    expect(Kind.CLOSE, "')'");
    return item -> choices.stream().anyMatch(choice -> areEqual(left.apply(item), choice));
  }

  /** The published examples leave quotes away here: {@code name in (KeyVaults,Dns)}. */
  private Value choice() {
    ODataToken token = tokens.get(at++);
    return switch (token.kind()) {
      case TEXT -> new StringValue(token.text());
      case WORD -> literal(token).orElseGet(() -> new StringValue(token.text()));
      default ->
          throw new ODataException("a value was expected, not '" + token.text() + "'", token.at());
    };
  }

  private UnaryOperator<Value> operand() {
    ODataToken token = tokens.get(at);
    if (isCall() && (token.is("tolower") || token.is("toupper"))) {
      // texts are compared in any case anyway
      at += 2;
      if (++depth > MAX_DEPTH) {
        throw new ODataException("nested deeper than " + MAX_DEPTH, token.at());
      }
      UnaryOperator<Value> inner = operand();
      depth--;
      expect(Kind.CLOSE, "')'");
      return inner;
    }
    if (isCall()) {
      throw new ODataException("there is no function '" + token.text() + "'", token.at());
    }
    at++;
    return switch (token.kind()) {
      case TEXT -> constant(new StringValue(token.text()));
      case WORD -> word(token);
      default ->
          throw new ODataException(
              "a property or a value was expected, not '" + token.text() + "'", token.at());
    };
  }

  private UnaryOperator<Value> word(ODataToken token) {
    if (token.is("datetime") && peek().kind() == Kind.TEXT) {
      return constant(new StringValue(tokens.get(at++).text()));
    }
    Optional<Value> literal = literal(token);
    return literal.isPresent() ? constant(literal.get()) : ODataPath.of(token);
  }

  private static Optional<Value> literal(ODataToken token) {
    if (token.is("null")) {
      return Optional.of(NullValue.NULL);
    }
    if (token.is("true") || token.is("false")) {
      return Optional.of(BooleanValue.of(token.is("true")));
    }
    if (token.text().matches("[-+]?\\d{1,18}(\\.\\d{1,18})?")) {
      return Optional.of(NumberValue.of(new BigDecimal(token.text())));
    }
    // a time is written without quotes and compared as the text that it is
    return token.text().matches("\\d{4}-\\d{2}-\\d{2}.*")
        ? Optional.of(new StringValue(token.text()))
        : Optional.empty();
  }

  private static UnaryOperator<Value> constant(Value value) {
    return item -> value;
  }

  private ODataToken peek() {
    return tokens.get(at);
  }

  private boolean skip(String word) {
    boolean there = peek().is(word);
    at += there ? 1 : 0;
    return there;
  }

  private boolean skip(Kind kind) {
    boolean there = peek().kind() == kind;
    at += there ? 1 : 0;
    return there;
  }

  private void expect(Kind kind, String what) {
    if (!skip(kind)) {
      throw new ODataException(what + " was expected, not '" + peek().text() + "'", peek().at());
    }
  }
}
