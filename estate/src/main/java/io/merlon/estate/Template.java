package io.merlon.estate;

import io.merlon.estate.TemplatePart.Guid;
import io.merlon.estate.TemplatePart.Health;
import io.merlon.estate.TemplatePart.Hex;
import io.merlon.estate.TemplatePart.Literal;
import io.merlon.estate.TemplatePart.Named;
import io.merlon.estate.TemplatePart.Ordinal;
import io.merlon.estate.TemplatePart.Pick;
import io.merlon.estate.TemplatePart.Purpose;
import io.merlon.estate.TemplatePart.Time;
import io.merlon.estate.TemplatePart.Whole;
import io.merlon.json.Json;
import io.merlon.model.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * The pattern of a kind of resource: JSON whose strings hold what to fill in, in double braces.
 *
 * <ul>
 *   <li>{@code {{region}}} and the like: a value of the workload; {@code {{k}}}: the resource's
 *       number among its kind
 *   <li>{@code {{weakness ? true : 'x'}}}: the first JSON value where the resource is healthy, else
 *       the second; it stands for the whole string. {@code {{raw:4}}} stands for the number 4
 *   <li>{@code {{guid:p}}}, {@code {{hex:p}}}, {@code {{hex2:p}}}, {@code {{date:p}}}, {@code
 *       {{int:p:LOW:HIGH}}}, {@code {{pick:p:A,B}}}: random for the resource and the purpose p, for
 *       the workload when p begins with an at sign
 * </ul>
 */
record Template(List<TemplatePart> parts) {
  static Template of(Value pattern) {
    String text = Json.write(pattern);
    List<TemplatePart> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int at = 0;
    for (int open = text.indexOf("{{"); open >= 0; open = text.indexOf("{{", at)) {
      int close = text.indexOf("}}", open);
      String hole = text.substring(open + 2, close);
      literal.append(text, at, open);
      at = close + 2;
      boolean bare = hole.contains(" ? ") || hole.startsWith("raw:");
      if (bare) {
        literal.setLength(literal.length() - 1);
        at++;
      }
      if (hole.startsWith("raw:")) {
        literal.append(hole, 4, hole.length());
      } else {
        parts.add(new Literal(TextBytes.of(literal.toString())));
        literal.setLength(0);
        parts.add(part(hole));
      }
    }
    parts.add(new Literal(TextBytes.of(literal.append(text, at, text.length()).toString())));
    return new Template(List.copyOf(parts));
  }

  void write(Slot slot, ByteText text) {
    for (TemplatePart part : parts) {
      part.write(slot, text);
    }
  }

  private static TemplatePart part(String hole) {
    int question = hole.indexOf(" ? ");
    if (question >= 0) {
      int colon = hole.indexOf(" : ", question);
      return new Health(
          hole.substring(0, question),
          json(hole.substring(question + 3, colon)),
          json(hole.substring(colon + 3)));
    }
    String[] words = hole.split(":", 3);
    if (words.length == 1) {
      return hole.equals("k") ? new Ordinal() : new Named(hole);
    }
    Purpose purpose = Purpose.of(words[1]);
    return switch (words[0]) {
      case "guid" -> new Guid(purpose);
      case "hex" -> new Hex(purpose, 16);
      case "hex2" -> new Hex(purpose, 2);
      case "date" -> new Time(purpose, words[1].equals("created") ? 2024 : 2025);
      case "int" -> {
        String[] ends = words[2].split(":", 2);
        yield new Whole(purpose, Long.parseLong(ends[0]), Long.parseLong(ends[1]));
      }
      case "pick" ->
          new Pick(purpose, List.of(words[2].split(",", -1)).stream().map(TextBytes::of).toList());
      default -> throw new IllegalArgumentException("a template has the unknown part " + hole);
    };
  }

  private static TextBytes json(String fragment) {
    return TextBytes.of(fragment.replace('\'', '"'));
  }
}
