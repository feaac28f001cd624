/** The ground floor: values, resources, scopes and ids that every other module speaks of. */
@org.jspecify.annotations.NullMarked
module io.merlon.model {
  requires static transitive org.jspecify;

  exports io.merlon.model;
}
