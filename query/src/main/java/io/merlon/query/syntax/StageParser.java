package io.merlon.query.syntax;

import io.merlon.query.ColumnType;
import io.merlon.query.syntax.Expression.Name;
import io.merlon.query.syntax.Stage.Expand.Expanded;
import io.merlon.query.syntax.Stage.SortKey;
import io.merlon.query.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reads what stands between two {@code |}. */
final class StageParser {
  private static final Set<String> KNOWN =
      Set.of(
          "where",
          "filter",
          "project",
          "project-away",
          "project-keep",
          "project-rename",
          "extend",
          "summarize",
          "distinct",
          "order",
          "sort",
          "take",
          "limit",
          "top",
          "count",
          "join",
          "union",
          "mv-expand",
          "mvexpand");

  /** Of KQL, and not of this engine. */
  private static final Set<String> OTHERS =
      Set.of(
          "parse",
          "parse-where",
          "parse-kv",
          "evaluate",
          "lookup",
          "make-series",
          "mv-apply",
          "sample",
          "sample-distinct",
          "top-nested",
          "top-hitters",
          "render",
          "serialize",
          "project-reorder",
          "as",
          "consume",
          "facet",
          "find",
          "fork",
          "getschema",
          "invoke",
          "partition",
          "print",
          "range",
          "reduce",
          "scan",
          "search",
          "externaldata",
          "datatable",
          "make-graph",
          "graph-match");

  private final Reader reader;
  private final ExpressionParser expressions;
  private final JoinParser joins;

  StageParser(Reader reader, ExpressionParser expressions, Supplier<Pipeline> pipelines) {
    this.reader = reader;
    this.expressions = expressions;
    this.joins = new JoinParser(reader, pipelines);
  }

  /** Whether an operator stands here, and not a table. */
  boolean startsStage() {
    if (reader.peek().kind() != Kind.NAME) {
      return false;
    }
    Token after = reader.ahead(1);
    boolean alone = after.kind() == Kind.END || after.is("|") || after.is(")") || after.is(";");
    String name = operatorHere();
    return KNOWN.contains(name) && (!alone || name.equals("count"))
        || OTHERS.contains(name) && !alone;
  }

  /** The operator's name, which may be of several words with hyphens between. */
  private String operatorHere() {
    StringBuilder name = new StringBuilder(reader.peek().text());
    for (int i = 1; isJoined(i) && reader.ahead(i).is("-"); i += 2) {
      if (!isJoined(i + 1) || reader.ahead(i + 1).kind() != Kind.NAME) {
        break;
      }
      name.append('-').append(reader.ahead(i + 1).text());
    }
    return name.toString().toLowerCase(Locale.ROOT);
  }

  /** Whether nothing stands between this token and the one before. */
  private boolean isJoined(int more) {
    return reader.ahead(more).start() == reader.ahead(more - 1).end();
  }

  Stage read() {
    Token token = reader.peek();
    Place place = token.place();
    String name = token.kind() == Kind.NAME ? operatorHere() : "";
    if (OTHERS.contains(name)) {
      throw place.unsupported("the operator '" + name + "' is not supported");
    }
    if (!KNOWN.contains(name)) {
      throw place.expected("an operator (where, project, extend, summarize, join, order by, ...)");
    }
    for (int words = name.split("-", -1).length * 2 - 1; words > 0; words--) {
      reader.next();
    }
    return switch (name) {
      case "where", "filter" -> new Stage.Where(expressions.read(), place);
      case "project" -> new Stage.Project(columns(), place);
      case "project-away" -> new Stage.ProjectSome(true, patterns(), place);
      case "project-keep" -> new Stage.ProjectSome(false, patterns(), place);
      case "project-rename" -> new Stage.Rename(columns(), place);
      case "extend" -> new Stage.Extend(columns(), place);
      case "summarize" -> summarize(place);
      case "distinct" ->
          new Stage.Distinct(reader.accept("*") ? List.<Named>of() : columns(), place);
      case "order", "sort" -> {
        reader.expectName("by");
        yield new Stage.Order(keys(), place);
      }
      case "take", "limit" -> new Stage.Take(expressions.read(), place);
      case "top" -> {
        Expression rows = expressions.read();
        reader.expectName("by");
        yield new Stage.Top(rows, keys(), place);
      }
      case "count" -> new Stage.Count(place);
      case "join" -> joins.read(place);
      case "union" -> union(place);
      default -> expand(place);
    };
  }

  private List<Named> columns() {
    List<Named> columns = new ArrayList<>();
    do {
      columns.add(column());
    } while (reader.accept(","));
    return columns;
  }

  private Named column() {
    Place place = reader.peek().place();
    boolean bracketed = reader.peek().is("[");
    boolean mayBeName = bracketed || reader.peek().kind() == Kind.NAME;
    if (mayBeName && reader.ahead(bracketed ? 3 : 1).is("=")) {
      String name = reader.expectAnyName("a column's name").text();
      reader.expect("=");
      return new Named(name, expressions.read(), place);
    }
    return new Named("", expressions.read(), place);
  }

  private List<Name> patterns() {
    List<Name> names = new ArrayList<>();
    do {
      Place place = reader.peek().place();
      String name = reader.accept("*") ? "*" : reader.expectAnyName("a column's name").text();
      names.add(new Name(name + (!name.equals("*") && reader.accept("*") ? "*" : ""), place));
    } while (reader.accept(","));
    return names;
  }

  private Stage summarize(Place place) {
    List<Named> aggregates = reader.peek().isName("by") ? List.of() : columns();
    List<Named> by = reader.acceptName("by") ? columns() : List.of();
    return new Stage.Summarize(aggregates, by, place);
  }

  private List<SortKey> keys() {
    List<SortKey> keys = new ArrayList<>();
    do {
      Expression value = expressions.read();
      boolean ascending = reader.acceptName("asc");
      if (!ascending) {
        reader.acceptName("desc");
      }
      boolean nullsFirst = ascending;
      if (reader.acceptName("nulls")) {
        nullsFirst = reader.acceptName("first");
        if (!nullsFirst) {
          reader.expectName("last");
        }
      }
      keys.add(new SortKey(value, !ascending, nullsFirst));
    } while (reader.accept(","));
    return keys;
  }

  Stage.Union union(Place place) {
    boolean inner = false;
    String source = "";
    while (reader.peek().kind() == Kind.NAME && reader.ahead(1).is("=")) {
      Token option = reader.next();
      reader.next();
      Token value = reader.expectAnyName("a value");
      switch (option.text()) {
        case "kind" -> {
          inner = value.isName("inner");
          if (!inner && !value.isName("outer")) {
            throw value.place().expected("'inner' or 'outer'");
          }
        }
        case "withsource" -> source = value.text();
        default ->
            throw option.place().unsupported("'" + option.text() + "' of union is not supported");
      }
    }
    List<Pipeline> others = new ArrayList<>();
    do {
      others.add(joins.rows());
    } while (reader.accept(","));
    return new Stage.Union(inner, source, others, place);
  }

  private Stage expand(Place place) {
    while (reader.peek().kind() == Kind.NAME
        && reader.ahead(1).is("=")
        && Set.of("bagexpansion", "kind", "with_itemindex").contains(reader.peek().text())) {
      Token option = reader.next();
      reader.next();
      if (option.text().equals("with_itemindex") || !reader.acceptName("bag")) {
        throw option
            .place()
            .unsupported("'" + option.text() + "' of mv-expand is not supported, but for 'bag'");
      }
    }
    List<Expanded> columns = new ArrayList<>();
    do {
      Named value = column();
      columns.add(new Expanded(value, reader.acceptName("to") ? typeOf() : ColumnType.DYNAMIC));
    } while (reader.accept(","));
    Optional<Expression> limit =
        reader.acceptName("limit") ? Optional.of(expressions.read()) : Optional.empty();
    return new Stage.Expand(columns, limit, place);
  }

  private ColumnType typeOf() {
    reader.expectName("typeof");
    reader.expect("(");
    Token name = reader.expectAnyName("a type");
    reader.expect(")");
    return LiteralReader.type(name.text(), name.place());
  }
}
