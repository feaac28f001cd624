package io.merlon.connect.file;

import io.merlon.json.Json;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.zip.ZipException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/** Says in words what went wrong while reading. */
final class Faults {
  private Faults() {}

  /** Why a file could not be opened or read. */
  static String unreadable(Exception reason) {
    return switch (reason) {
      case NoSuchFileException gone -> "there is no such file or folder";
      case AccessDeniedException denied -> "may not be read: permission denied";
      case ResourceTooLargeException large -> said(large);
      case EOFException end -> "is cut short: the packed data (gzip) ends too early";
      case ZipException zip -> "its packed data (gzip) is damaged: " + said(zip);
      case CharacterCodingException coding ->
          "its text is damaged: it begins as UTF-16 or UTF-32, but not all of it is";
      default -> "cannot be read: " + said(reason);
    };
  }

  /** Why text could not be parsed. */
  static String unparsable(JacksonException reason) {
    if (reason instanceof JacksonIOException && reason.getCause() instanceof IOException cause) {
      return unreadable(cause);
    }
    String said = firstLine(reason.getOriginalMessage());
    if (reason instanceof UnexpectedEndOfInputException
        || said.startsWith("Unexpected end-of-input")) {
      return "is cut short: the text ends before the JSON does";
    }
    if (reason instanceof StreamConstraintsException) {
      int limit = said.indexOf(", from `");
      return said.contains("nesting")
          ? "is nested too deep: more than " + Json.MAX_DEPTH + " levels"
          : "is too large: " + (limit < 0 ? said : said.substring(0, limit) + ")");
    }
    if (said.startsWith("Invalid UTF-8")) {
      return "is not UTF-8 (save it as UTF-8): " + said;
    }
    return "is not JSON: " + said;
  }

  private static String said(Exception reason) {
    String message = reason.getMessage();
    return message == null ? reason.getClass().getSimpleName() : message;
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }
}
