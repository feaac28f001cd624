package io.merlon.query.syntax;

import io.merlon.query.syntax.Token.Kind;
import java.util.List;

/** Walks along the tokens; how deep it has gone is bounded. */
final class Reader {
  /** How deep expressions and subqueries may lie in each other. */
  static final int MAX_DEPTH = 100;

  private final List<Token> tokens;
  private int at;
  private int depth;

  Reader(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token peek() {
    return tokens.get(at);
  }

  Token ahead(int more) {
    return tokens.get(Math.min(at + more, tokens.size() - 1));
  }

  Token next() {
    Token token = tokens.get(at);
    if (token.kind() != Kind.END) {
      at++;
    }
    return token;
  }

  /** Whether the symbol stands here; it is passed over when it does. */
  boolean accept(String symbol) {
    boolean here = peek().is(symbol);
    at += here ? 1 : 0;
    return here;
  }

  boolean acceptName(String name) {
    boolean here = peek().isName(name);
    at += here ? 1 : 0;
    return here;
  }

  Token expect(String symbol) {
    if (!peek().is(symbol)) {
      throw peek().place().expected("'" + symbol + "'");
    }
    return next();
  }

  void expectName(String name) {
    if (!acceptName(name)) {
      throw peek().place().expected("'" + name + "'");
    }
  }

  /** A name of the query's own. */
  Token expectAnyName(String what) {
    if (peek().kind() == Kind.NAME) {
      return next();
    }
    if (peek().is("[") && ahead(1).kind() == Kind.TEXT && ahead(2).is("]")) {
      next();
      Token name = next();
      next();
      return name;
    }
    throw peek().place().expected(what);
  }

  void deeper() {
    if (++depth > MAX_DEPTH) {
      throw peek().place().malformed("the query is nested deeper than " + MAX_DEPTH + " levels");
    }
  }

  void shallower() {
    depth--;
  }
}
