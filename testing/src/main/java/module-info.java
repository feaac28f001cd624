/** What the tests of several modules share. */
@org.jspecify.annotations.NullMarked
module io.merlon.testing {
  requires static org.jspecify;
  requires transitive java.net.http;
  requires transitive org.junit.jupiter.api;

  exports io.merlon.testing;
}
