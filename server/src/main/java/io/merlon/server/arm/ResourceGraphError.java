package io.merlon.server.arm;

import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.query.QueryException;
import io.merlon.query.QueryException.Fault;
import io.merlon.query.QueryLimitException;

/** What Azure Resource Graph answers to a query that it cannot run: the reasons in the details. */
final class ResourceGraphError {
  private ResourceGraphError() {}

  static ArmResponse of(QueryException e) {
    String message = String.valueOf(e.getMessage());
    ObjectValue.Builder place =
        ObjectValue.builder()
            .put(
                "code",
                switch (e.fault()) {
                  case SYNTAX -> "ParserFailure";
                  case MEANING -> "InvalidQuery";
                  case UNSUPPORTED -> "NotSupported";
                })
            .put("message", message)
            .put("line", e.line())
            // counted from 0 there
            .put("characterPositionInLine", e.column() - 1);
    if (e.fault() == Fault.SYNTAX) {
      place.put("token", e.token().isEmpty() ? "<EOF>" : e.token());
      place.put("expectedToken", e.expected());
    }
    return error("Query is invalid: " + message, place.build());
  }

  static ArmResponse of(QueryLimitException e) {
    String message = String.valueOf(e.getMessage());
    String code =
        switch (e.limit()) {
          case TIME -> "QueryTimeout";
          case MEMORY -> "QueryResultSetTooLarge";
          case TEXT -> "QueryValueTooLarge";
        };
    return error(message, ObjectValue.builder().put("code", code).put("message", message).build());
  }

  private static ArmResponse error(String message, ObjectValue detail) {
    return new ArmResponse(
        400,
        ObjectValue.builder()
            .put(
                "error",
                ObjectValue.builder()
                    .put("code", "BadRequest")
                    .put("message", message)
                    .put("details", ArrayValue.of(detail))
                    .build())
            .build());
  }
}
