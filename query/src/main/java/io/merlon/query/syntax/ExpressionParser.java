package io.merlon.query.syntax;

import io.merlon.model.BooleanValue;
import io.merlon.model.StringValue;
import io.merlon.query.ColumnType;
import io.merlon.query.syntax.Expression.Arithmetic;
import io.merlon.query.syntax.Expression.Arithmetic.Operator;
import io.merlon.query.syntax.Expression.Between;
import io.merlon.query.syntax.Expression.Call;
import io.merlon.query.syntax.Expression.Comparison;
import io.merlon.query.syntax.Expression.HasTerms;
import io.merlon.query.syntax.Expression.In;
import io.merlon.query.syntax.Expression.Index;
import io.merlon.query.syntax.Expression.Literal;
import io.merlon.query.syntax.Expression.Logical;
import io.merlon.query.syntax.Expression.Member;
import io.merlon.query.syntax.Expression.Name;
import io.merlon.query.syntax.Expression.Negation;
import io.merlon.query.syntax.Expression.Star;
import io.merlon.query.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads expressions by recursive descent. Whoever walks the tree later goes as deep as it is high,
 * so the height of chains like {@code a.b.c} or {@code 1+1+1} is bounded too; {@code and} and
 * {@code or} have any number of operands beside each other.
 */
final class ExpressionParser {
  private final Reader reader;

  /** The height of the tree that was read last. */
  private int height;

  ExpressionParser(Reader reader) {
    this.reader = reader;
  }

  Expression read() {
    reader.deeper();
    Expression expression = logical(false);
    reader.shallower();
    return expression;
  }

  private Expression logical(boolean and) {
    Place place = reader.peek().place();
    List<Expression> operands = new ArrayList<>();
    int highest = 0;
    do {
      operands.add(and ? comparison() : logical(true));
      highest = Math.max(highest, height);
    } while (reader.acceptName(and ? "and" : "or"));
    if (operands.size() == 1) {
      return operands.getFirst();
    }
    grow(highest);
    return new Logical(and, operands, place);
  }

  /** One level above what is this high. */
  private void grow(int below) {
    height = below + 1;
    if (height > 2 * Reader.MAX_DEPTH) {
      throw reader
          .peek()
          .place()
          .malformed("the expression is built of more than " + 2 * Reader.MAX_DEPTH + " levels");
    }
  }

  private Expression comparison() {
    Expression left = sum();
    int leftHeight = height;
    Token token = reader.peek();
    Place place = token.place();
    String word = token.kind() == Kind.NAME || token.kind() == Kind.SYMBOL ? token.text() : "";
    return switch (word) {
      case "in", "!in", "in~", "!in~" -> {
        reader.next();
        List<Expression> values = list(leftHeight);
        yield new In(left, values, word.endsWith("~"), word.startsWith("!"), place);
      }
      case "has_any", "has_all" -> {
        reader.next();
        List<Expression> terms = list(leftHeight);
        yield new HasTerms(left, terms, word.equals("has_all"), place);
      }
      case "between", "!between" -> {
        reader.next();
        reader.expect("(");
        Expression low = sum();
        int highest = Math.max(leftHeight, height);
        reader.expect("..");
        Expression high = sum();
        reader.expect(")");
        grow(Math.max(highest, height));
        yield new Between(left, low, high, word.startsWith("!"), place);
      }
      case "matches" -> {
        reader.next();
        reader.expectName("regex");
        yield comparison(Comparator.MATCHES_REGEX, left, leftHeight, place);
      }
      case "=" -> throw place.expected("'==' (a single '=' gives a name)");
      default -> {
        Optional<Comparator> comparator = Comparator.of(word);
        if (comparator.isPresent()) {
          reader.next();
          yield comparison(comparator.get(), left, leftHeight, place);
        }
        if (word.startsWith("!")) {
          throw place.expected("an operator such as '!=', '!in', '!has' or '!contains'");
        }
        height = leftHeight;
        yield left;
      }
    };
  }

  private Expression comparison(Comparator comparator, Expression left, int below, Place place) {
    Expression right = sum();
    grow(Math.max(below, height));
    return new Comparison(comparator, left, right, place);
  }

  private List<Expression> list(int below) {
    reader.expect("(");
    List<Expression> values = new ArrayList<>();
    int highest = below;
    do {
      values.add(read());
      highest = Math.max(highest, height);
    } while (reader.accept(","));
    reader.expect(")");
    grow(highest);
    return values;
  }

  private Expression sum() {
    Expression left = product();
    while (reader.peek().is("+") || reader.peek().is("-")) {
      Token token = reader.next();
      int below = height;
      Expression right = product();
      grow(Math.max(below, height));
      Operator operator = token.is("+") ? Operator.ADD : Operator.SUBTRACT;
      left = new Arithmetic(operator, left, right, token.place());
    }
    return left;
  }

  private Expression product() {
    Expression left = unary();
    while (reader.peek().is("*") || reader.peek().is("/") || reader.peek().is("%")) {
      Token token = reader.next();
      int below = height;
      Expression right = unary();
      grow(Math.max(below, height));
      Operator operator =
          token.is("*") ? Operator.MULTIPLY : token.is("/") ? Operator.DIVIDE : Operator.MODULO;
      left = new Arithmetic(operator, left, right, token.place());
    }
    return left;
  }

  private Expression unary() {
    Token token = reader.peek();
    if (reader.accept("-")) {
      reader.deeper();
      Expression operand = unary();
      reader.shallower();
      grow(height);
      return new Negation(operand, token.place());
    }
    reader.accept("+");
    return postfix();
  }

  private Expression postfix() {
    Expression target = primary();
    while (true) {
      Token token = reader.peek();
      if (reader.accept(".")) {
        Token name = reader.expectAnyName("a property's name");
        target = new Member(target, name.text(), name.place());
        grow(height);
      } else if (reader.accept("[")) {
        int below = height;
        Expression key = read();
        reader.expect("]");
        grow(Math.max(below, height));
        target = new Index(target, key, token.place());
      } else {
        return target;
      }
    }
  }

  private Expression primary() {
    Token token = reader.peek();
    height = 1;
    return switch (token.kind()) {
      case NUMBER -> LiteralReader.number(reader.next());
      case SPAN -> LiteralReader.span(reader.next());
      case LITERAL -> LiteralReader.typed(reader.next());
      case TEXT ->
          new Literal(new StringValue(reader.next().text()), ColumnType.STRING, token.place());
      case NAME -> named(reader.next());
      case SYMBOL -> {
        if (token.is("[") && reader.ahead(1).kind() == Kind.TEXT) {
          Token name = reader.expectAnyName("a column's name");
          yield new Name(name.text(), name.place());
        }
        if (reader.accept("(")) {
          Expression inside = read();
          reader.expect(")");
          yield inside;
        }
        throw token.place().expected("a value");
      }
      case END -> throw token.place().expected("a value");
    };
  }

  private Expression named(Token token) {
    if (token.text().equals("true") || token.text().equals("false")) {
      return new Literal(
          BooleanValue.of(token.text().equals("true")), ColumnType.BOOL, token.place());
    }
    if (!reader.accept("(")) {
      return new Name(token.text(), token.place());
    }
    List<Expression> arguments = new ArrayList<>();
    int highest = 0;
    if (!reader.accept(")")) {
      do {
        Token first = reader.peek();
        if (first.is("*") && (reader.ahead(1).is(")") || reader.ahead(1).is(","))) {
          arguments.add(new Star(reader.next().place()));
        } else {
          arguments.add(read());
        }
        highest = Math.max(highest, height);
      } while (reader.accept(","));
      reader.expect(")");
    }
    grow(highest);
    return new Call(token.text(), arguments, token.place());
  }
}
