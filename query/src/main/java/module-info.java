/** The query language of Azure Resource Graph: text to a plan, rows of tables to a result. */
@org.jspecify.annotations.NullMarked
module io.merlon.query {
  requires static org.jspecify;
  requires transitive io.merlon.model;
  requires io.merlon.json;
  requires re2j;

  exports io.merlon.query;
}
