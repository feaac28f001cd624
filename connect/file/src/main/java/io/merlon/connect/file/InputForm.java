package io.merlon.connect.file;

/** What a text looks like, told from its head. */
enum InputForm {
  /** Nothing but white space. */
  EMPTY,
  /** One resource or list on each line: a broken line costs that line only. */
  LINES,
  /** A JSON document, or several one after the other. */
  DOCUMENTS,
  /** Neither an object nor an array. */
  OTHER;

  static InputForm of(byte[] head, boolean whole) {
    int start = start(head);
    if (start == head.length) {
      return whole ? EMPTY : DOCUMENTS;
    }
    return switch (head[start]) {
      case '[' -> DOCUMENTS;
      case '{' -> isLine(head, start) ? LINES : DOCUMENTS;
      default -> OTHER;
    };
  }

  /** Where the text begins after a byte order mark and white space. */
  static int start(byte[] head) {
    return passWhiteSpace(head, afterMark(head));
  }

  /** Where the text begins after a byte order mark. */
  static int afterMark(byte[] head) {
    boolean marked =
        head.length >= 3
            && head[0] == (byte) 0xEF
            && head[1] == (byte) 0xBB
            && head[2] == (byte) 0xBF;
    return marked ? 3 : 0;
  }

  /**
   * Whether a line that starts here is a document of its own: it is complete, or else the next one
   * is, so that this one is broken.
   */
  private static boolean isLine(byte[] head, int start) {
    int end = lineEnd(head, start);
    if (end == head.length) {
      return false;
    }
    if (isBalanced(head, start, end)) {
      return true;
    }
    int last = lastVisible(head, start, end);
    boolean goesOn = "[{,:".indexOf(head[last]) >= 0;
    int next = passWhiteSpace(head, end);
    int nextEnd = lineEnd(head, next);
    return !goesOn
        && next < head.length
        && head[next] == '{'
        && head[next - 1] == '\n'
        && isBalanced(head, next, nextEnd);
  }

  private static boolean isBalanced(byte[] text, int start, int end) {
    int depth = 0;
    boolean quoted = false;
    for (int i = start; i < end; i++) {
      switch (text[i]) {
        case '"' -> quoted = !quoted;
        case '\\' -> i++;
        case '{', '[' -> depth += quoted ? 0 : 1;
        case '}', ']' -> depth -= quoted ? 0 : 1;
        default -> {}
      }
    }
    return depth == 0 && !quoted && text[lastVisible(text, start, end)] == '}';
  }

  private static int lastVisible(byte[] text, int start, int end) {
    int last = end - 1;
    while (last > start && isWhiteSpace(text[last])) {
      last--;
    }
    return last;
  }

  private static int lineEnd(byte[] text, int from) {
    int end = from;
    while (end < text.length && text[end] != '\n') {
      end++;
    }
    return end;
  }

  private static int passWhiteSpace(byte[] text, int from) {
    int start = from;
    while (start < text.length && isWhiteSpace(text[start])) {
      start++;
    }
    return start;
  }

  private static boolean isWhiteSpace(byte octet) {
    return octet == ' ' || octet == '\n' || octet == '\r' || octet == '\t';
  }
}
