package io.merlon.query.syntax;

import io.merlon.query.syntax.Query.Let;
import io.merlon.query.syntax.Query.LetRows;
import io.merlon.query.syntax.Query.LetValue;
import io.merlon.query.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Reads a whole query: its names, then its pipeline. */
public final class QueryParser {
  /** The table of a pipeline that names none. */
  private static final String USUAL_TABLE = "resources";

  private final Reader reader;
  private final ExpressionParser expressions;
  private final StageParser stages;

  private QueryParser(String text) {
    this.reader = new Reader(Tokens.of(text));
    this.expressions = new ExpressionParser(reader);
    this.stages = new StageParser(reader, expressions, this::pipeline);
  }

  /**
   * Reads a query.
   *
   * @throws io.merlon.query.QueryException naming the token where the text is wrong
   */
  public static Query parse(String text) {
    return new QueryParser(text).query();
  }

  private Query query() {
    List<Let> lets = new ArrayList<>();
    while (reader.peek().isName("let")) {
      reader.next();
      lets.add(let());
      reader.expect(";");
    }
    Pipeline pipeline = pipeline();
    reader.accept(";");
    if (reader.peek().kind() != Kind.END) {
      throw reader.peek().place().expected("'|' or the end of the query");
    }
    return new Query(lets, pipeline);
  }

  private Let let() {
    Token name = reader.expectAnyName("a name");
    reader.expect("=");
    if (holds("{")) {
      throw name.place().unsupported("functions that 'let' defines are not supported");
    }
    return holds("|") || reader.peek().isName("union")
        ? new LetRows(name.text(), pipeline(), name.place())
        : new LetValue(name.text(), expressions.read(), name.place());
  }

  /** Whether the symbol stands in this statement. */
  private boolean holds(String symbol) {
    for (int i = 0; ; i++) {
      Token token = reader.ahead(i);
      if (token.kind() == Kind.END || token.is(";")) {
        return false;
      }
      if (token.is(symbol)) {
        return true;
      }
    }
  }

  private Pipeline pipeline() {
    reader.deeper();
    Token first = reader.peek();
    List<Stage> done = new ArrayList<>();
    Pipeline.Source source;
    if (first.isName("union")) {
      reader.next();
      source = new Pipeline.Combined(stages.union(first.place()), first.place());
    } else if (stages.startsStage()) {
      source = new Pipeline.Named(USUAL_TABLE, first.place());
      done.add(stages.read());
    } else if (reader.accept("(")) {
      source = new Pipeline.Nested(pipeline(), first.place());
      reader.expect(")");
    } else {
      Token table = reader.expectAnyName("a table");
      source = new Pipeline.Named(table.text(), table.place());
    }
    while (reader.accept("|")) {
      done.add(stages.read());
    }
    reader.shallower();
    return new Pipeline(source, done);
  }
}
