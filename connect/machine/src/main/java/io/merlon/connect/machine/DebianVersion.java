package io.merlon.connect.machine;

/**
 * A Debian package version, ordered as deb-version(7) defines it: epoch, then upstream version,
 * then revision, each by turns of non-digits (where {@code ~} sorts before the end and letters
 * before all else) and digits (as numbers of any length).
 */
record DebianVersion(String epoch, String upstream, String revision)
    implements Comparable<DebianVersion> {
  static DebianVersion of(String text) {
    String version = text.strip();
    int colon = version.indexOf(':');
    String epoch = colon > 0 ? version.substring(0, colon) : "0";
    String rest = colon >= 0 ? version.substring(colon + 1) : version;
    int dash = rest.lastIndexOf('-');
    return dash < 0
        ? new DebianVersion(epoch, rest, "0")
        : new DebianVersion(epoch, rest.substring(0, dash), rest.substring(dash + 1));
  }

  static int compare(String left, String right) {
    return of(left).compareTo(of(right));
  }

  @Override
  public int compareTo(DebianVersion other) {
    int order = order(epoch, other.epoch);
    if (order == 0) {
      order = order(upstream, other.upstream);
    }
    return order != 0 ? order : order(revision, other.revision);
  }

  private static int order(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() || j < b.length()) {
      while (i < a.length() && !isDigit(a.charAt(i)) || j < b.length() && !isDigit(b.charAt(j))) {
        int difference = Integer.compare(weight(a, i), weight(b, j));
        if (difference != 0) {
          return difference;
        }
        i++;
        j++;
      }
      int aStart = pastZeros(a, i);
      int bStart = pastZeros(b, j);
      i = pastDigits(a, aStart);
      j = pastDigits(b, bStart);
      int difference = Integer.compare(i - aStart, j - bStart);
      if (difference == 0) {
        difference = Integer.signum(a.substring(aStart, i).compareTo(b.substring(bStart, j)));
      }
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }

  private static int weight(String text, int at) {
    if (at >= text.length() || isDigit(text.charAt(at))) {
      return 0;
    }
    char c = text.charAt(at);
    boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    return c == '~' ? -1 : letter ? c : c + 256;
  }

  private static int pastZeros(String text, int from) {
    int at = Math.min(from, text.length());
    while (at < text.length() && text.charAt(at) == '0') {
      at++;
    }
    return at;
  }

  private static int pastDigits(String text, int from) {
    int at = from;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
