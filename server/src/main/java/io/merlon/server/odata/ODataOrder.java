package io.merlon.server.odata;

import io.merlon.model.Value;
import java.util.Comparator;
import java.util.List;

/** Reads {@code $orderby}: properties, each {@code asc} or {@code desc}, separated by commas. */
public final class ODataOrder {
  private ODataOrder() {}

  /**
   * The order that a query asks for.
   *
   * @throws ODataException when it cannot be read
   */
  public static Comparator<Value> parse(String query) {
    List<ODataToken> tokens = ODataToken.read(query);
    Comparator<Value> order = (_, _) -> 0;
    int at = 0;
    while (true) {
      ODataPath path = ODataPath.of(tokens.get(at++));
      Comparator<Value> next =
          (one, other) -> ODataOrdering.VALUES.compare(path.apply(one), path.apply(other));
      if (tokens.get(at).is("desc")) {
        next = next.reversed();
        at++;
      } else if (tokens.get(at).is("asc")) {
        at++;
      }
      order = order.thenComparing(next);
      ODataToken token = tokens.get(at++);
      if (token.kind() == ODataToken.Kind.END) {
        return order;
      }
      if (token.kind() != ODataToken.Kind.COMMA) {
        throw new ODataException("a comma was expected, not '" + token.text() + "'", token.at());
      }
    }
  }
}
