package io.merlon.query.evaluate;

import io.merlon.model.ArrayValue;
import io.merlon.model.BooleanValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.NullValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.query.ColumnType;
import io.merlon.query.evaluate.Functions.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Functions of arrays and property bags. */
final class DynamicFunctions {
  private static final int ANY = 256;

  private DynamicFunctions() {}

  static void addTo(Map<String, Signature> functions) {
    functions.put("array_length", new Signature(1, 1, DynamicFunctions::arrayLength));
    functions.put("array_concat", new Signature(1, ANY, DynamicFunctions::concat));
    functions.put("array_index_of", new Signature(2, 2, DynamicFunctions::indexOf));
    functions.put("set_has_element", new Signature(2, 2, DynamicFunctions::hasElement));
    functions.put("strcat_array", new Signature(2, 2, DynamicFunctions::joinItems));
    functions.put("bag_keys", new Signature(1, 1, DynamicFunctions::bagKeys));
    functions.put("bag_has_key", new Signature(2, 2, DynamicFunctions::hasKey));
    for (String name : List.of("pack", "bag_pack", "pack_dictionary")) {
      functions.put(name, new Signature(2, ANY, DynamicFunctions::pack));
    }
    functions.put("pack_array", new Signature(1, ANY, DynamicFunctions::packArray));
  }

  private static Typed arrayLength(Arguments call) {
    Node node = call.dynamic(0);
    return call.give(
        ColumnType.LONG,
        row ->
            node.evaluate(row) instanceof ArrayValue array
                ? new IntegerValue(array.size())
                : NullValue.NULL);
  }

  private static List<Node> nodes(Arguments call) {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < call.size(); i++) {
      nodes.add(call.dynamic(i));
    }
    return nodes;
  }

  private static Typed concat(Arguments call) {
    List<Node> nodes = nodes(call);
    return call.giveDynamic(row -> {
      List<Value> items = new ArrayList<>();
      for (Node node : nodes) {
        if (node.evaluate(row) instanceof ArrayValue array) {
          items.addAll(array.items());
          call.requireSize(items.size());
        }
      }
      return new ArrayValue(items);
    });
  }

  private static int find(Value array, Value item) {
    return array instanceof ArrayValue(List<Value> items) ? items.indexOf(item) : -1;
  }

  private static Typed indexOf(Arguments call) {
    Node array = call.dynamic(0);
    Node item = call.dynamic(1);
    return call.give(
        ColumnType.LONG, row -> new IntegerValue(find(array.evaluate(row), item.evaluate(row))));
  }

  private static Typed hasElement(Arguments call) {
    Node array = call.dynamic(0);
    Node item = call.dynamic(1);
    return call.give(
        ColumnType.BOOL,
        row -> BooleanValue.of(find(array.evaluate(row), item.evaluate(row)) >= 0));
  }

  private static Typed joinItems(Arguments call) {
    Node node = call.dynamic(0);
    String delimiter = call.constantText(1);
    return call.giveText(row -> {
      StringBuilder joined = new StringBuilder();
      if (node.evaluate(row) instanceof ArrayValue(List<Value> items)) {
        for (int i = 0; i < items.size(); i++) {
          joined.append(i == 0 ? "" : delimiter);
          joined.append(Casts.text(items.get(i), ColumnType.DYNAMIC).text());
          call.requireSize(joined.length());
        }
      }
      return joined.toString();
    });
  }

  private static Typed bagKeys(Arguments call) {
    Node node = call.dynamic(0);
    return call.giveDynamic(row -> {
      if (!(node.evaluate(row) instanceof ObjectValue bag)) {
        return NullValue.NULL;
      }
      List<Value> keys = new ArrayList<>();
      for (int i = 0; i < bag.size(); i++) {
        keys.add(new StringValue(bag.nameAt(i).text()));
      }
      return new ArrayValue(keys);
    });
  }

  private static Typed hasKey(Arguments call) {
    Node node = call.dynamic(0);
    Function<Value[], String> key = call.text(1);
    return call.give(
        ColumnType.BOOL,
        row -> BooleanValue.of(!node.evaluate(row).get(key.apply(row)).isAbsent()));
  }

  private static Typed pack(Arguments call) {
    if (call.size() % 2 != 0) {
      throw call.place().wrong("'" + call.place().token() + "' takes names and values by turns");
    }
    List<Node> nodes = nodes(call);
    return call.giveDynamic(row -> {
      ObjectValue.Builder bag = ObjectValue.builder();
      for (int i = 0; i < nodes.size(); i += 2) {
        String key = Casts.text(nodes.get(i).evaluate(row), ColumnType.DYNAMIC).text();
        bag.put(key, nodes.get(i + 1).evaluate(row));
      }
      return bag.build();
    });
  }

  private static Typed packArray(Arguments call) {
    List<Node> nodes = nodes(call);
    return call.giveDynamic(
        row -> new ArrayValue(nodes.stream().map(node -> node.evaluate(row)).toList()));
  }
}
