package io.merlon.server.maintenance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes out of a text what is secret: what the server keeps as secrets, and what looks like one.
 */
final class Redaction {
  private static final String GONE = "[redacted]";
  private static final int SHORTEST = 8;
  private static final List<Pattern> LOOKS =
      List.of(
          // signed tokens, which are three parts of base64
          Pattern.compile("\\beyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*"),
          Pattern.compile("(?i)(?<=bearer )[A-Za-z0-9._~+/=-]{8,}"),
          Pattern.compile(
              "(?i)(?<=(?:password|passwd|secret|client_secret|token|api_key|authorization)[\"']?"
                  + " {0,3}[=:] {0,3}[\"']?)[^\\s\"'&,;}]+"),
          // the sign-in within an address
          Pattern.compile("(?<=://)[^/@\\s]+(?=@)"));

  private final List<String> known;

  private Redaction(List<String> known) {
    this.known = known;
  }

  /** Knows every line of every file of secrets, and the texts given. */
  static Redaction of(Path secrets, List<String> further) throws IOException {
    List<String> known = new ArrayList<>(further);
    if (Files.isDirectory(secrets)) {
      try (Stream<Path> files = Files.list(secrets)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
          text.lines().map(String::strip).forEach(known::add);
        }
      }
    }
    return new Redaction(
        known.stream()
            .filter(text -> text.length() >= SHORTEST)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList());
  }

  String redact(String text) {
    String clean = text;
    for (String secret : known) {
      clean = clean.replace(secret, GONE);
    }
    for (Pattern look : LOOKS) {
      clean = look.matcher(clean).replaceAll(GONE);
    }
    return clean;
  }
}
