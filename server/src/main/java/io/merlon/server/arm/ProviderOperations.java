package io.merlon.server.arm;

import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code providers} of a subscription: the namespaces and types that have operations here. */
final class ProviderOperations {
  private static final List<String> API_VERSIONS = List.of("2024-01-01");

  private final ArmOperations operations;

  ProviderOperations(ArmOperations operations) {
    this.operations = operations;
  }

  void register(ArmOperations all) {
    all.collection("GET", "subscriptions/providers", this::list);
  }

  private ArmResponse list(ArmRequest request) {
    Map<String, List<Value>> types = new TreeMap<>();
    for (String type : operations.types()) {
      int slash = type.indexOf('/');
      if (type.substring(0, Math.max(0, slash)).contains(".")) {
        types
            .computeIfAbsent(type.substring(0, slash), namespace -> new ArrayList<>())
            .add(type(type.substring(slash + 1)));
      }
    }
    List<Value> providers = new ArrayList<>();
    types.forEach((namespace, its) ->
        providers.add(
            ObjectValue.builder()
                .put("id", request.path().text() + "/" + namespace)
                .put("namespace", namespace)
                .put("registrationState", "Registered")
                .put("resourceTypes", new ArrayValue(its))
                .build()));
    return ArmResponse.list(providers);
  }

  private static ObjectValue type(String name) {
    List<Value> versions = new ArrayList<>();
    API_VERSIONS.forEach(one -> versions.add(new StringValue(one)));
    return ObjectValue.builder()
        .put("resourceType", name)
        .put("apiVersions", new ArrayValue(versions))
        .build();
  }
}
