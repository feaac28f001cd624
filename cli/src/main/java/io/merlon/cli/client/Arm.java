package io.merlon.cli.client;

import io.merlon.model.ArrayValue;
import io.merlon.model.DecimalValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.ResourceId;
import io.merlon.model.Severity;
import io.merlon.model.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What ARM's paths and bodies are made of. */
final class Arm {
  static final String SECURITY = "/providers/Microsoft.Security/";

  private Arm() {}

  /** The path of a subscription, given by id or as a path; empty for everything. */
  static String scope(Optional<String> subscription) {
    return subscription
        .map(id -> id.startsWith("/") ? id : "/subscriptions/" + id)
        .map(ServerClient::path)
        .orElse("");
  }

  static Value properties(Value resource) {
    return resource.get("properties");
  }

  static String text(Value value) {
    return value.textOr("");
  }

  static long whole(Value value) {
    return value instanceof IntegerValue(long number) ? number : 0;
  }

  static double number(Value value) {
    return switch (value) {
      case IntegerValue(long number) -> number;
      case DecimalValue(var number) -> number.doubleValue();
      default -> 0;
    };
  }

  static List<Value> items(Value value) {
    return value instanceof ArrayValue array ? array.items() : List.of();
  }

  /** Texts of a list, separated by commas. */
  static String joined(Value value) {
    return items(value).stream().map(Arm::text).collect(Collectors.joining(", "));
  }

  static Severity severity(Value value) {
    return Severity.of(text(value)).orElse(Severity.LOW);
  }

  /** What a resource is called and where it lies, in few columns. */
  static String shortId(String id) {
    ResourceId resource = ResourceId.of(id);
    return resource
        .resourceGroup()
        .map(group -> group + "/" + resource.lastSegment())
        .orElse(resource.lastSegment());
  }
}
