package io.merlon.json;

import io.merlon.model.ArrayValue;
import io.merlon.model.BooleanValue;
import io.merlon.model.DecimalValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.NullValue;
import io.merlon.model.NumberValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.PropertyName;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Builds values from a parser's tokens. It remembers the property names that it has met (a bounded
 * number), so that alike resources share them; hence one for each thread.
 */
public final class JsonValues {
  private static final int REMEMBERED_NAMES = 20_000;

  private final Map<String, PropertyName> names = new HashMap<>();

  /**
   * The value that starts at the parser's current token; the parser is left on its last token.
   * Depth is bounded by the parser's own constraints.
   */
  public Value read(JsonParser parser) {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> readObject(parser);
      case START_ARRAY -> readArray(parser);
      case VALUE_STRING -> {
        String text = parser.getString();
        yield text.isEmpty() ? StringValue.EMPTY : new StringValue(text);
      }
      case VALUE_NUMBER_INT ->
          switch (parser.getNumberType()) {
            case INT, LONG -> new IntegerValue(parser.getLongValue());
            default -> new DecimalValue(parser.getDecimalValue());
          };
      case VALUE_NUMBER_FLOAT -> NumberValue.of(parser.getDecimalValue());
      case VALUE_TRUE -> BooleanValue.TRUE;
      case VALUE_FALSE -> BooleanValue.FALSE;
      case VALUE_NULL -> NullValue.NULL;
      default -> throw new IllegalStateException("no value starts at the token " + token);
    };
  }

  private ObjectValue readObject(JsonParser parser) {
    ObjectValue.Builder object = ObjectValue.builder();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      PropertyName property = name(name);
      parser.nextToken();
      object.put(property, read(parser));
    }
    return object.build();
  }

  private ArrayValue readArray(JsonParser parser) {
    JsonToken token = parser.nextToken();
    if (token == JsonToken.END_ARRAY) {
      return ArrayValue.EMPTY;
    }
    List<Value> items = new ArrayList<>();
    for (; token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      items.add(read(parser));
    }
    return new ArrayValue(items);
  }

  /** The property name with this text, the same object as far as it is remembered. */
  public PropertyName name(String text) {
    PropertyName known = names.get(text);
    if (known != null) {
      return known;
    }
    PropertyName made = PropertyName.of(text);
    if (names.size() < REMEMBERED_NAMES) {
      names.put(text, made);
    }
    return made;
  }
}
