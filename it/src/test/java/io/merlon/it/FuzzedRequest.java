package io.merlon.it;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A request that nobody sensible would send, or that only just differs from a sensible one.
 *
 * @param body a character for each byte
 */
record FuzzedRequest(String method, String path, String query, String contentType, String body) {
  private static final List<String> HOSTILE =
      List.of(
          "'",
          "' or '1'='1",
          "'; drop table resource; --",
          "%",
          "_",
          "\\",
          "${7*7}",
          "#{7*7}",
          "{{7*7}}",
          "[field('id')]",
          "[concat('a', parameters('x'))]",
          "../../etc/passwd",
          "\u0000",
          "\u202e\uD83D\uDE00",
          "\uFFFD",
          "a".repeat(300),
          "-1",
          "99999999999999999999",
          "1e400",
          "null",
          "<script>alert(1)</script>",
          "$(id)",
          "a b",
          "|",
          "|x",
          "x|",
          "Reader",
          "default",
          "ascScore");
  private static final List<String> PARAMETERS =
      List.of("$filter", "$top", "$skipToken", "$expand", "$orderby", "$select", "x");
  private static final List<String> VERSIONS =
      List.of("2020-01-01", "2020-01-01", "2020-01-01", "2019-01-01-preview", "", "1", "' or 1=1");
  private static final List<String> FIELDS =
      List.of(
          "properties",
          "policyRule",
          "if",
          "then",
          "effect",
          "field",
          "equals",
          "allOf",
          "count",
          "value",
          "parameters",
          "policyDefinitionId",
          "policyDefinitions",
          "pricingTier",
          "principalId",
          "roleDefinitionId",
          "displayName",
          "endDateTime",
          "status",
          "code",
          "query",
          "subscriptions",
          "options",
          "tags",
          "location",
          "id",
          "type",
          "name",
          "mode",
          "metadata",
          "conditionSets",
          "scope",
          "emails");
  private static final int DEEPEST = 5;

  static FuzzedRequest random(
      Random random, List<String> types, List<String> methods, List<String> scopes) {
    String[] type = pick(random, types).split("/", -1);
    StringBuilder path =
        new StringBuilder(pick(random, scopes)).append("/providers/").append(type[0]);
    for (int i = 1; i < type.length; i++) {
      path.append('/').append(type[i]);
      boolean last = i == type.length - 1;
      if (!last || random.nextBoolean()) {
        path.append('/').append(encoded(text(random)));
      }
    }
    if (random.nextInt(12) == 0) {
      path.append('/').append(encoded(text(random)));
    }
    StringBuilder query =
        new StringBuilder("?api-version=").append(encoded(pick(random, VERSIONS)));
    for (int i = random.nextInt(3); i > 0; i--) {
      query
          .append('&')
          .append(encoded(pick(random, PARAMETERS)))
          .append('=')
          .append(encoded(text(random)));
    }
    String contentType = random.nextInt(8) == 0 ? "text/plain; charset=utf-16" : "application/json";
    return new FuzzedRequest(
        pick(random, methods),
        path.toString(),
        query.toString(),
        contentType,
        new String(body(random), StandardCharsets.ISO_8859_1));
  }

  private static <T> T pick(Random random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static String text(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> "n" + random.nextInt(50);
      case 1 -> pick(random, HOSTILE) + pick(random, HOSTILE);
      default -> pick(random, HOSTILE);
    };
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static byte[] body(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> new byte[0];
      case 1 -> new byte[] {'{', '"', (byte) 0xff, (byte) 0xc0, '"', ':', '1', '}'};
      case 2 -> ("{\"properties\":" + "[".repeat(3_000)).getBytes(StandardCharsets.UTF_8);
      case 3 -> "{\"properties\":{}}".getBytes(StandardCharsets.UTF_16);
      case 4 -> {
        byte[] noise = new byte[random.nextInt(200)];
        random.nextBytes(noise);
        yield noise;
      }
      default -> object(random, DEEPEST).getBytes(StandardCharsets.UTF_8);
    };
  }

  private static String object(Random random, int depth) {
    return Stream.generate(() -> quoted(pick(random, FIELDS)) + ":" + value(random, depth - 1))
        .limit(random.nextInt(4) + (depth == DEEPEST ? 1 : 0))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String value(Random random, int depth) {
    return switch (random.nextInt(depth <= 0 ? 6 : 12)) {
      case 0 -> "null";
      case 1 -> random.nextBoolean() ? "true" : "1e999";
      case 2 -> Long.toString(random.nextLong());
      case 3 -> "0.1";
      case 4, 5 -> quoted(text(random));
      case 6 -> "[" + value(random, depth - 1) + "," + value(random, depth - 1) + "]";
      default -> object(random, depth);
    };
  }

  private static String quoted(String text) {
    return text.chars()
        .mapToObj(c ->
            c < ' ' || c == '"' || c == '\\'
                ? "\\u%04x".formatted(c)
                : Character.toString((char) c))
        .collect(Collectors.joining("", "\"", "\""));
  }

  @Override
  public String toString() {
    return method + " " + path + query + " " + body;
  }
}
