package io.merlon.server.arm;

import io.merlon.model.AbsentValue;
import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.springframework.web.util.UriUtils;

/**
 * An answer.
 *
 * @param status the HTTP status
 * @param body the JSON; absent for none
 * @param location where to ask how an operation goes on that is not done yet
 */
record ArmResponse(int status, Value body, Optional<String> location) {
  ArmResponse(int status, Value body) {
    this(status, body, Optional.empty());
  }

  static ArmResponse ok(Value body) {
    return new ArmResponse(200, body);
  }

  static ArmResponse created(boolean isNew, Value body) {
    return new ArmResponse(isNew ? 201 : 200, body);
  }

  /** What is begun and goes on; ask at the location how it stands. */
  static ArmResponse accepted(Value body, String location) {
    return new ArmResponse(202, body, Optional.of(location));
  }

  static ArmResponse deleted(boolean wasThere) {
    return empty(wasThere ? 200 : 204);
  }

  /** A status that says all. */
  static ArmResponse empty(int status) {
    return new ArmResponse(status, AbsentValue.ABSENT);
  }

  /** A resource in the shape that all of ARM's have. */
  static ObjectValue resource(String id, String name, String type, Value properties) {
    return ObjectValue.builder()
        .put("id", id)
        .put("name", name)
        .put("type", type)
        .put("properties", properties)
        .build();
  }

  /** A whole list. */
  static ArmResponse list(List<? extends Value> items) {
    return ok(ObjectValue.builder().put("value", new ArrayValue(List.copyOf(items))).build());
  }

  /** A part of a list with the address of the next. */
  static ArmResponse page(ArmRequest request, List<? extends Value> items, Optional<String> next) {
    ObjectValue.Builder body =
        ObjectValue.builder().put("value", new ArrayValue(List.copyOf(items)));
    next.ifPresent(position -> body.put("nextLink", linkTo(request, position)));
    return ok(body.build());
  }

  /** The address of the same list from a position on. */
  static String linkTo(ArmRequest request, String position) {
    StringBuilder link =
        new StringBuilder(request.address())
            .append(UriUtils.encodePath(request.path().text(), StandardCharsets.UTF_8));
    link.append("?$skipToken=").append(encode(position));
    request
        .query()
        .forEach((name, value) -> {
          if (!name.equals("$skiptoken")) {
            link.append('&').append(name).append('=').append(encode(value));
          }
        });
    return link.toString();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
