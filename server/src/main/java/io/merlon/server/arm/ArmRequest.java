package io.merlon.server.arm;

import io.merlon.model.ObjectValue;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A request, read and admitted.
 *
 * @param method GET, PUT, POST, PATCH or DELETE
 * @param path what it is about
 * @param query the query by name, in lower case
 * @param body the JSON object sent; empty without one
 * @param address where this server was reached, for links
 * @param mayRead whether who asks may read in a subscription (its id in lower case)
 * @param mayReadThing whether who asks may read the thing with this id (in lower case)
 */
record ArmRequest(
    String method,
    ArmPath path,
    Map<String, String> query,
    ObjectValue body,
    String address,
    Predicate<String> mayRead,
    Predicate<String> mayReadThing) {
  private static final int USUAL_PAGE = 1_000;

  ArmRequest {
    query = Map.copyOf(query);
  }

  /** A list that the same caller asks for. */
  ArmRequest forList(ArmPath other, Map<String, String> otherQuery) {
    return new ArmRequest(
        "GET", other, otherQuery, ObjectValue.EMPTY, address, mayRead, mayReadThing);
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name));
  }

  /** How many items a page may hold. */
  int pageSize() {
    return parameter("$top")
        .map(text -> {
          if (!text.matches("[1-9][0-9]{0,5}")) {
            throw ArmException.badRequest(
                "InvalidQueryParameterValue", "$top must be a whole number above 0: " + text);
          }
          return Math.min(Integer.parseInt(text), USUAL_PAGE);
        })
        .orElse(USUAL_PAGE);
  }

  /** The subscription in the path, in lower case; empty when there is none. */
  String subscription() {
    String[] segments = path.folded().split("/", 4);
    return segments.length > 2 && segments[1].equals("subscriptions") ? segments[2] : "";
  }
}
