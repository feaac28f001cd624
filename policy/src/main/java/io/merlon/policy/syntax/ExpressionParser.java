package io.merlon.policy.syntax;

import io.merlon.model.BooleanValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.NullValue;
import io.merlon.model.NumberValue;
import io.merlon.model.StringValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Parses a template expression, in the grammar of ARM template expressions: calls, string literals
 * in single quotes (doubled to escape), numbers, property access and indexes. Depth is bounded.
 */
final class ExpressionParser {
  private static final int MAX_DEPTH = 64;

  private final String text;
  private final Vocabulary vocabulary;
  private int at;
  private int depth;

  private ExpressionParser(String text, Vocabulary vocabulary) {
    this.text = text;
    this.vocabulary = vocabulary;
  }

  /** Parses what stands between the outer brackets. */
  static Expression parse(String text, Vocabulary vocabulary) throws MalformedExpressionException {
    ExpressionParser parser = new ExpressionParser(text, vocabulary);
    Expression expression = parser.expression();
    parser.skipSpace();
    if (parser.at < text.length()) {
      throw parser.malformed("nothing may follow here");
    }
    return expression;
  }

  private Expression expression() throws MalformedExpressionException {
    if (++depth > MAX_DEPTH) {
      throw malformed("nested deeper than " + MAX_DEPTH);
    }
    Expression expression = primary();
    while (true) {
      skipSpace();
      if (take('.')) {
        expression = new Expression.Member(expression, identifier());
      } else if (take('[')) {
        Expression index = expression();
        expect(']');
        expression = new Expression.Index(expression, index);
      } else {
        depth--;
        return expression;
      }
    }
  }

  private Expression primary() throws MalformedExpressionException {
    skipSpace();
    if (at >= text.length()) {
      throw malformed("an expression is missing");
    }
    char first = text.charAt(at);
    if (first == '\'') {
      return new Expression.Literal(new StringValue(string()));
    }
    if (first == '-' || first == '+' || isDigit(first)) {
      return new Expression.Literal(number());
    }
    String name = identifier();
    skipSpace();
    if (take('(')) {
      Expression.Call call = new Expression.Call(name, arguments());
      int position = at;
      var objection = vocabulary.objectionTo(call);
      if (objection.isPresent()) {
        throw new MalformedExpressionException(
            objection.get() + " (before column " + position + ")");
      }
      return call;
    }
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "true" -> new Expression.Literal(BooleanValue.TRUE);
      case "false" -> new Expression.Literal(BooleanValue.FALSE);
      case "null" -> new Expression.Literal(NullValue.NULL);
      default ->
          throw malformed(
              "'" + name + "' is neither a call nor a literal; text goes in single quotes");
    };
  }

  private List<Expression> arguments() throws MalformedExpressionException {
    List<Expression> arguments = new ArrayList<>();
    skipSpace();
    if (take(')')) {
      return arguments;
    }
    do {
      arguments.add(expression());
      skipSpace();
    } while (take(','));
    expect(')');
    return arguments;
  }

  private String string() throws MalformedExpressionException {
    StringBuilder string = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c != '\'') {
        string.append(c);
      } else if (at + 1 < text.length() && text.charAt(at + 1) == '\'') {
        string.append(c);
        at++;
      } else {
        at++;
        return string.toString();
      }
    }
    throw malformed("the text has no closing quote");
  }

  private NumberValue number() throws MalformedExpressionException {
    int start = at;
    at++;
    while (at < text.length() && (isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
      at++;
    }
    String number = text.substring(start, at);
    try {
      return number.contains(".")
          ? NumberValue.of(new BigDecimal(number))
          : new IntegerValue(Long.parseLong(number));
    } catch (NumberFormatException e) {
      throw malformed("'" + number + "' is not a number");
    }
  }

  private String identifier() throws MalformedExpressionException {
    skipSpace();
    int start = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at))
            || text.charAt(at) == '_'
            || text.charAt(at) == '$')) {
      at++;
    }
    if (start == at) {
      throw malformed("a name is missing");
    }
    return text.substring(start, at);
  }

  private void expect(char c) throws MalformedExpressionException {
    skipSpace();
    if (!take(c)) {
      throw malformed("'" + c + "' is missing");
    }
  }

  private boolean take(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private MalformedExpressionException malformed(String reason) {
    return new MalformedExpressionException(reason + " (column " + (at + 2) + ")");
  }
}
