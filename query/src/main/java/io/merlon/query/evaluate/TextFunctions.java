package io.merlon.query.evaluate;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.merlon.model.ArrayValue;
import io.merlon.model.BooleanValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.query.ColumnType;
import io.merlon.query.evaluate.Functions.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/**
 * Functions of texts. Positions count from 0; an argument of another type is turned into a text.
 */
final class TextFunctions {
  private static final int ANY = Integer.MAX_VALUE;

  private TextFunctions() {}

  static void addTo(Map<String, Signature> functions) {
    functions.put("tolower", new Signature(1, 1, call -> map(call, TextTests::fold)));
    functions.put(
        "toupper", new Signature(1, 1, call -> map(call, t -> t.toUpperCase(Locale.ROOT))));
    functions.put("strlen", new Signature(1, 1, TextFunctions::length));
    functions.put("strcat", new Signature(1, ANY, call -> join(call, "", 0)));
    functions.put(
        "strcat_delim", new Signature(2, ANY, call -> join(call, call.constantText(0), 1)));
    functions.put("split", new Signature(2, 3, TextFunctions::split));
    functions.put("substring", new Signature(2, 3, TextFunctions::substring));
    functions.put("indexof", new Signature(2, 2, TextFunctions::indexOf));
    functions.put("replace_string", new Signature(3, 3, TextFunctions::replaceString));
    functions.put("replace_regex", new Signature(3, 3, TextFunctions::replaceRegex));
    functions.put("replace", new Signature(3, 3, TextFunctions::replaceOld));
    functions.put("trim", new Signature(2, 2, call -> trim(call, true, true)));
    functions.put("trim_start", new Signature(2, 2, call -> trim(call, true, false)));
    functions.put("trim_end", new Signature(2, 2, call -> trim(call, false, true)));
    functions.put("extract", new Signature(3, 3, TextFunctions::extract));
    functions.put("isempty", new Signature(1, 1, call -> isEmpty(call)));
    functions.put("isnotempty", new Signature(1, 1, call -> Logic.not(isEmpty(call))));
  }

  private static Typed map(Arguments call, UnaryOperator<String> change) {
    Function<Value[], String> text = call.text(0);
    return call.giveText(row -> change.apply(text.apply(row)));
  }

  private static Typed length(Arguments call) {
    Function<Value[], String> text = call.text(0);
    return call.give(
        ColumnType.LONG,
        row -> {
          String value = text.apply(row);
          return new IntegerValue(value.codePointCount(0, value.length()));
        });
  }

  private static Typed join(Arguments call, String delimiter, int from) {
    List<Function<Value[], String>> texts = new ArrayList<>();
    for (int i = from; i < call.size(); i++) {
      texts.add(call.text(i));
    }
    return call.giveText(row -> {
      StringBuilder joined = new StringBuilder();
      for (int i = 0; i < texts.size(); i++) {
        joined.append(i == 0 ? "" : delimiter).append(texts.get(i).apply(row));
        call.requireSize(joined.length());
      }
      return joined.toString();
    });
  }

  /** All parts, or with a third argument an array of the one at that position. */
  private static Typed split(Arguments call) {
    Function<Value[], String> text = call.text(0);
    Function<Value[], String> delimiter = call.text(1);
    ToLongFunction<Value[]> wanted = call.whole(2, -1);
    return call.giveDynamic(row -> {
      List<Value> parts = split(text.apply(row), delimiter.apply(row));
      if (call.size() < 3) {
        return new ArrayValue(parts);
      }
      long position = wanted.applyAsLong(row);
      return position >= 0 && position < parts.size()
          ? ArrayValue.of(parts.get((int) position))
          : ArrayValue.EMPTY;
    });
  }

  private static List<Value> split(String text, String delimiter) {
    List<Value> parts = new ArrayList<>();
    int start = 0;
    while (!delimiter.isEmpty()) {
      int end = text.indexOf(delimiter, start);
      if (end < 0) {
        break;
      }
      parts.add(new StringValue(text.substring(start, end)));
      start = end + delimiter.length();
    }
    parts.add(new StringValue(text.substring(start)));
    return parts;
  }

  private static Typed substring(Arguments call) {
    Function<Value[], String> text = call.text(0);
    ToLongFunction<Value[]> from = call.whole(1, 0);
    ToLongFunction<Value[]> length = call.whole(2, Integer.MAX_VALUE);
    return call.giveText(row -> {
      String value = text.apply(row);
      long asked = from.applyAsLong(row);
      int start = Math.clamp(asked < 0 ? value.length() + asked : asked, 0, value.length());
      long most = Math.clamp(length.applyAsLong(row), 0, value.length() - start);
      return value.substring(start, start + (int) most);
    });
  }

  private static Typed indexOf(Arguments call) {
    Function<Value[], String> text = call.text(0);
    Function<Value[], String> sought = call.text(1);
    return call.give(
        ColumnType.LONG, row -> new IntegerValue(text.apply(row).indexOf(sought.apply(row))));
  }

  private static Typed replaceString(Arguments call) {
    Function<Value[], String> text = call.text(0);
    Function<Value[], String> old = call.text(1);
    Function<Value[], String> by = call.text(2);
    return call.giveText(row -> replace(call, text.apply(row), old.apply(row), by.apply(row)));
  }

  private static String replace(Arguments call, String text, String old, String by) {
    if (old.isEmpty()) {
      return text;
    }
    StringBuilder replaced = new StringBuilder();
    int start = 0;
    for (int at = text.indexOf(old); at >= 0; at = text.indexOf(old, start)) {
      replaced.append(text, start, at).append(by);
      call.requireSize(replaced.length());
      start = at + old.length();
    }
    return replaced.append(text, start, text.length()).toString();
  }

  private static Typed replaceRegex(Arguments call) {
    return replaceRegex(call, 1, 2, 0);
  }

  /** The older {@code replace(regex, by, text)}. */
  private static Typed replaceOld(Arguments call) {
    return replaceRegex(call, 0, 1, 2);
  }

  private static Typed replaceRegex(Arguments call, int regex, int by, int subject) {
    Pattern pattern = TextTests.compile(call.constantText(regex), call.place());
    Replacement replacement = Replacement.of(call.constantText(by), pattern, call.place());
    Function<Value[], String> text = call.text(subject);
    return call.giveText(row -> {
      String value = text.apply(row);
      Matcher matcher = pattern.matcher(value);
      StringBuilder replaced = new StringBuilder();
      int start = 0;
      while (matcher.find()) {
        replaced.append(value, start, matcher.start());
        replacement.append(matcher, replaced);
        call.requireSize(replaced.length());
        start = matcher.end();
      }
      return replaced.append(value, start, value.length()).toString();
    });
  }

  private static Typed trim(Arguments call, boolean start, boolean end) {
    String regex = call.constantText(0);
    Pattern leading = TextTests.compile("^(?:" + regex + ")+", call.place());
    Pattern trailing = TextTests.compile("(?:" + regex + ")+$", call.place());
    Function<Value[], String> text = call.text(1);
    return call.giveText(row -> {
      String value = text.apply(row);
      Matcher first = leading.matcher(value);
      String rest = start && first.find() ? value.substring(first.end()) : value;
      Matcher last = trailing.matcher(rest);
      return end && last.find() ? rest.substring(0, last.start()) : rest;
    });
  }

  private static Typed extract(Arguments call) {
    Pattern pattern = TextTests.compile(call.constantText(0), call.place());
    Function<Value[], String> text = call.text(2);
    ToLongFunction<Value[]> group = call.whole(1, 0);
    return call.giveText(row -> {
      Matcher matcher = pattern.matcher(text.apply(row));
      long number = group.applyAsLong(row);
      boolean found = number >= 0 && number <= pattern.groupCount() && matcher.find();
      return found ? Optional.ofNullable(matcher.group((int) number)).orElse("") : "";
    });
  }

  private static Typed isEmpty(Arguments call) {
    Function<Value[], String> text = call.text(0);
    return call.give(ColumnType.BOOL, row -> BooleanValue.of(text.apply(row).isEmpty()));
  }
}
