package io.merlon.query.syntax;

import io.merlon.query.syntax.Expression.Name;
import io.merlon.query.syntax.Stage.Join;
import io.merlon.query.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Reads {@code join} with its kind, its other rows and its condition. */
final class JoinParser {
  private static final String LEFT = "$left";
  private static final String RIGHT = "$right";

  private final Reader reader;
  private final Supplier<Pipeline> pipelines;

  JoinParser(Reader reader, Supplier<Pipeline> pipelines) {
    this.reader = reader;
    this.pipelines = pipelines;
  }

  Stage read(Place place) {
    Join.Kind kind = Join.Kind.INNERUNIQUE;
    while (reader.peek().kind() == Kind.NAME && reader.ahead(1).is("=")) {
      Token option = reader.next();
      if (!option.text().equals("kind")) {
        throw option.place().unsupported("'" + option.text() + "' of join is not supported");
      }
      reader.next();
      kind = kind(reader.expectAnyName("a kind of join"));
    }
    Pipeline right = rows();
    reader.expectName("on");
    List<Join.Pair> on = new ArrayList<>();
    do {
      on.add(pair());
    } while (reader.accept(",") || reader.acceptName("and"));
    return new Join(kind, right, on, place);
  }

  private static Join.Kind kind(Token name) {
    return switch (name.text().toLowerCase(Locale.ROOT)) {
      case "inner" -> Join.Kind.INNER;
      case "innerunique" -> Join.Kind.INNERUNIQUE;
      case "leftouter" -> Join.Kind.LEFTOUTER;
      default ->
          throw name.place()
              .unsupported(
                  "the join kind '"
                      + name.text()
                      + "' is not supported; there are inner, innerunique and leftouter");
    };
  }

  /** Other rows: a name, or a pipeline in parentheses. */
  Pipeline rows() {
    if (reader.accept("(")) {
      Pipeline inside = pipelines.get();
      reader.expect(")");
      return inside;
    }
    Token table = reader.expectAnyName("a table or '('");
    return new Pipeline(new Pipeline.Named(table.text(), table.place()), List.of());
  }

  private Join.Pair pair() {
    Token first = reader.expectAnyName("a column, or $left.a == $right.b");
    if (!first.isName(LEFT) && !first.isName(RIGHT)) {
      Name both = new Name(first.text(), first.place());
      return new Join.Pair(both, both);
    }
    reader.expect(".");
    Token one = reader.expectAnyName("a column's name");
    reader.expect("==");
    boolean leftFirst = first.isName(LEFT);
    reader.expectName(leftFirst ? RIGHT : LEFT);
    reader.expect(".");
    Token other = reader.expectAnyName("a column's name");
    Name oneName = new Name(one.text(), one.place());
    Name otherName = new Name(other.text(), other.place());
    return leftFirst ? new Join.Pair(oneName, otherName) : new Join.Pair(otherName, oneName);
  }
}
