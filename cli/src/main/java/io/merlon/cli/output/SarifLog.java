package io.merlon.cli.output;

import io.merlon.cli.ProductVersion;
import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import java.util.Collection;
import java.util.List;

/** A SARIF 2.1.0 log of one run. */
public final class SarifLog {
  private SarifLog() {}

  /** The log with these rules and results. */
  public static ObjectValue of(Collection<ObjectValue> rules, List<Value> results) {
    ObjectValue driver =
        ObjectValue.builder()
            .put("name", "Merlon")
            .put("version", ProductVersion.NUMBER)
            .put("rules", new ArrayValue(List.copyOf(rules)))
            .build();
    ObjectValue run =
        ObjectValue.builder()
            .put("tool", ObjectValue.builder().put("driver", driver).build())
            .put("results", new ArrayValue(results))
            .build();
    return ObjectValue.builder()
        .put("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
        .put("version", "2.1.0")
        .put("runs", new ArrayValue(List.<Value>of(run)))
        .build();
  }

  /** A message. */
  public static ObjectValue text(String text) {
    return ObjectValue.builder().put("text", text).build();
  }
}
