package io.merlon.server.arm;

import io.merlon.json.Json;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;

/** Reads the parts of a request, each bounded; what is wrong is told in ARM's words. */
final class RequestReader {
  private static final int MAX_BODY = 4 << 20;
  private static final int MAX_PATH = 2_000;
  private static final Pattern API_VERSION = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(-preview)?");

  private RequestReader() {}

  static ArmPath path(HttpServletRequest http) {
    String text = decoded(http.getRequestURI());
    if (text.length() > MAX_PATH || text.indexOf('\0') >= 0 || text.contains("//")) {
      throw ArmException.badRequest(
          "InvalidPath", "The path is longer than 2,000 characters or holds an empty segment.");
    }
    return ArmPath.of(text);
  }

  private static String decoded(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ArmException.badRequest("InvalidPath", "The path has a wrong escape.");
    }
  }

  /** By name in lower case; the first value where a name comes twice. */
  static Map<String, String> query(HttpServletRequest http) {
    Map<String, String> query = new HashMap<>();
    http.getParameterMap()
        .forEach((name, values) -> query.put(name.toLowerCase(Locale.ROOT), values[0]));
    if (!API_VERSION.matcher(query.getOrDefault("api-version", "")).matches()) {
      throw ArmException.badRequest(
          "MissingApiVersionParameter",
          "The api-version query parameter (?api-version=YYYY-MM-DD) is required for all requests.");
    }
    return query;
  }

  /** What was sent, unpacked as it is read, so that what is packed is bounded like all else. */
  private static InputStream content(HttpServletRequest http) throws IOException {
    return "gzip".equalsIgnoreCase(http.getHeader("Content-Encoding"))
        ? new GZIPInputStream(http.getInputStream())
        : http.getInputStream();
  }

  static ObjectValue body(HttpServletRequest http) {
    if (http.getMethod().equals("GET") || http.getMethod().equals("DELETE")) {
      return ObjectValue.EMPTY;
    }
    try {
      byte[] bytes = content(http).readNBytes(MAX_BODY + 1);
      if (bytes.length > MAX_BODY) {
        throw new ArmException(413, "RequestEntityTooLarge", "A body may have 4 MiB at most.");
      }
      if (bytes.length == 0) {
        return ObjectValue.EMPTY;
      }
      Value value = Json.parse(bytes);
      if (value instanceof ObjectValue object) {
        return object;
      }
      throw ArmException.badRequest("InvalidRequestContent", "The body is not a JSON object.");
    } catch (JacksonException e) {
      throw ArmException.badRequest(
          "InvalidRequestContent", "The body is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw ArmException.badRequest("InvalidRequestContent", "The body could not be read.");
    }
  }
}
