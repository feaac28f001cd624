package io.merlon.policy.evaluate;

import static io.merlon.policy.evaluate.Arguments.number;
import static io.merlon.policy.evaluate.Arguments.text;
import static io.merlon.policy.evaluate.Functions.ANY_NUMBER;

import io.merlon.model.ArrayValue;
import io.merlon.model.BooleanValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.policy.evaluate.Functions.Function;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Functions on text. */
final class TextFunctions {
  /** The longest text that a function makes. */
  static final int LONGEST = 1 << 20;

  static final Map<String, Function> ALL =
      Map.ofEntries(
          Map.entry(
              "base64",
              one(
                  "base64",
                  t -> of(Base64.getEncoder().encodeToString(t.getBytes(StandardCharsets.UTF_8))))),
          Map.entry("base64tostring", one("base64ToString", TextFunctions::decodeBase64)),
          Map.entry(
              "endswith",
              two(
                  "endsWith",
                  (t, end) ->
                      BooleanValue.of(
                          t.regionMatches(true, t.length() - end.length(), end, 0, end.length())))),
          Map.entry("format", new Function(1, ANY_NUMBER, TextFunctions::format)),
          Map.entry("indexof", new Function(2, 2, TextFunctions::indexOf)),
          Map.entry("join", new Function(2, 2, TextFunctions::join)),
          Map.entry("lastindexof", new Function(2, 2, TextFunctions::lastIndexOf)),
          Map.entry("padleft", new Function(2, 3, TextFunctions::padLeft)),
          Map.entry("replace", new Function(3, 3, TextFunctions::replace)),
          Map.entry("split", new Function(2, 2, TextFunctions::split)),
          Map.entry(
              "startswith",
              two(
                  "startsWith",
                  (t, start) ->
                      BooleanValue.of(t.regionMatches(true, 0, start, 0, start.length())))),
          Map.entry("string", new Function(1, 1, a -> of(JsonText.of(a.getFirst())))),
          Map.entry("substring", new Function(2, 3, TextFunctions::substring)),
          Map.entry("tolower", one("toLower", t -> of(t.toLowerCase(Locale.ROOT)))),
          Map.entry("toupper", one("toUpper", t -> of(t.toUpperCase(Locale.ROOT)))),
          Map.entry("trim", one("trim", t -> of(t.strip()))),
          Map.entry("uri", two("uri", TextFunctions::uri)),
          Map.entry(
              "uricomponent",
              one(
                  "uriComponent",
                  t -> of(URLEncoder.encode(t, StandardCharsets.UTF_8).replace("+", "%20")))),
          Map.entry("uricomponenttostring", one("uriComponentToString", TextFunctions::decodeUri)));

  private TextFunctions() {}

  private interface OnText {
    Value apply(String text);
  }

  private interface OnTexts {
    Value apply(String first, String second);
  }

  private static Function one(String name, OnText body) {
    return new Function(1, 1, a -> body.apply(text(name, a.getFirst())));
  }

  private static Function two(String name, OnTexts body) {
    return new Function(2, 2, a -> body.apply(text(name, a.get(0)), text(name, a.get(1))));
  }

  private static Value of(String text) {
    return new StringValue(text);
  }

  private static Value decodeBase64(String text) {
    try {
      return of(new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new EvaluationFailure("base64ToString() needs base64");
    }
  }

  private static Value decodeUri(String text) {
    try {
      return of(URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new EvaluationFailure("uriComponentToString() needs percent-encoded text");
    }
  }

  private static Value uri(String base, String relative) {
    try {
      return of(URI.create(base).resolve(relative).toString());
    } catch (IllegalArgumentException e) {
      throw new EvaluationFailure("uri() cannot join '" + base + "' and '" + relative + "'");
    }
  }

  /** A number in braces stands for that argument after the format; a doubled brace is a brace. */
  private static Value format(List<Value> arguments) {
    String format = text("format", arguments.getFirst());
    StringBuilder made = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if ((c == '{' || c == '}') && i + 1 < format.length() && format.charAt(i + 1) == c) {
        made.append(c);
        i++;
      } else if (c == '{') {
        int end = format.indexOf('}', i);
        String digits = end < 0 ? "" : format.substring(i + 1, end).replaceFirst("[:,].*", "");
        int position = digits.matches("\\d{1,4}") ? Integer.parseInt(digits) + 1 : -1;
        if (position < 1 || position >= arguments.size()) {
          throw new EvaluationFailure("format() has no argument for '{" + digits + "}'");
        }
        made.append(JsonText.of(arguments.get(position)));
        i = end;
      } else {
        made.append(c);
      }
      if (made.length() > LONGEST) {
        throw new EvaluationFailure("format() makes too long a text");
      }
    }
    return of(made.toString());
  }

  private static Value indexOf(List<Value> arguments) {
    if (arguments.getFirst() instanceof ArrayValue(List<Value> items)) {
      return new IntegerValue(items.indexOf(arguments.get(1)));
    }
    String in = text("indexOf", arguments.get(0)).toLowerCase(Locale.ROOT);
    return new IntegerValue(in.indexOf(text("indexOf", arguments.get(1)).toLowerCase(Locale.ROOT)));
  }

  private static Value lastIndexOf(List<Value> arguments) {
    if (arguments.getFirst() instanceof ArrayValue(List<Value> items)) {
      return new IntegerValue(items.lastIndexOf(arguments.get(1)));
    }
    String in = text("lastIndexOf", arguments.get(0)).toLowerCase(Locale.ROOT);
    return new IntegerValue(
        in.lastIndexOf(text("lastIndexOf", arguments.get(1)).toLowerCase(Locale.ROOT)));
  }

  private static Value join(List<Value> arguments) {
    String delimiter = text("join", arguments.get(1));
    StringBuilder joined = new StringBuilder();
    List<Value> items = Arguments.items("join", arguments.get(0));
    for (int i = 0; i < items.size(); i++) {
      joined.append(i == 0 ? "" : delimiter).append(text("join", items.get(i)));
      if (joined.length() > LONGEST) {
        throw new EvaluationFailure("join() makes too long a text");
      }
    }
    return of(joined.toString());
  }

  private static Value padLeft(List<Value> arguments) {
    String in = text("padLeft", arguments.get(0));
    int width = number("padLeft", arguments.get(1));
    String pad = arguments.size() > 2 ? text("padLeft", arguments.get(2)) : " ";
    if (pad.length() != 1 || width > 10_000) {
      throw new EvaluationFailure("padLeft() needs one character and at most 10000 places");
    }
    return of(pad.repeat(Math.max(0, width - in.length())) + in);
  }

  private static Value replace(List<Value> arguments) {
    String old = text("replace", arguments.get(1));
    String in = text("replace", arguments.get(0));
    String by = text("replace", arguments.get(2));
    if (old.isEmpty()) {
      throw new EvaluationFailure("replace() needs a text to replace");
    }
    if ((long) in.length() / old.length() * Math.max(1, by.length()) > LONGEST) {
      throw new EvaluationFailure("replace() makes too long a text");
    }
    return of(in.replace(old, by));
  }

  private static Value split(List<Value> arguments) {
    String in = text("split", arguments.get(0));
    List<String> delimiters = new ArrayList<>();
    if (arguments.get(1) instanceof ArrayValue(List<Value> several)) {
      several.forEach(delimiter -> delimiters.add(text("split", delimiter)));
    } else {
      delimiters.add(text("split", arguments.get(1)));
    }
    List<Value> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < in.length(); i++) {
      for (String delimiter : delimiters) {
        if (!delimiter.isEmpty() && in.startsWith(delimiter, i)) {
          parts.add(of(in.substring(start, i)));
          start = i + delimiter.length();
          i = start - 1;
          break;
        }
      }
    }
    parts.add(of(in.substring(start)));
    return new ArrayValue(parts);
  }

  private static Value substring(List<Value> arguments) {
    String in = text("substring", arguments.get(0));
    int start = number("substring", arguments.get(1));
    int length = arguments.size() > 2 ? number("substring", arguments.get(2)) : in.length() - start;
    if (start < 0 || length < 0 || start > in.length() - length) {
      throw new EvaluationFailure(
          "substring() reaches outside the text: start "
              + start
              + ", length "
              + length
              + " of "
              + in.length());
    }
    return of(in.substring(start, start + length));
  }
}
