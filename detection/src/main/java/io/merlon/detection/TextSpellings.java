package io.merlon.detection;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** The texts that one text becomes through {@code windash} and encodings. */
final class TextSpellings {
  private static final int MOST = 625;

  private TextSpellings() {}

  /** The text with each dash or slash that begins a word spelt in every way. */
  static List<String> windash(String text, int line) {
    List<String> spellings = List.of(text);
    for (int at : Dashes.in(text)) {
      List<String> more = new ArrayList<>();
      for (String spelling : spellings) {
        for (char dash : Dashes.ALL.toCharArray()) {
          more.add(spelling.substring(0, at) + dash + spelling.substring(at + 1));
        }
      }
      if (more.size() > MOST) {
        throw RuleFault.failed(
            line, "'" + text + "' has so many dashes that it is encoded in over " + MOST + " ways");
      }
      spellings = more;
    }
    return spellings;
  }

  /** The text encoded, once for each way in which it can be aligned; {@code utf16} has a mark. */
  static List<String> encode(String text, List<String> encodings, int line) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < encodings.size(); i++) {
      boolean last = i == encodings.size() - 1;
      switch (encodings.get(i)) {
        case "base64" -> {
          if (last) {
            return List.of(Base64.getEncoder().encodeToString(bytes));
          }
          bytes = Base64.getEncoder().encode(bytes);
        }
        case "base64offset" -> {
          if (!last) {
            throw RuleFault.failed(line, "'base64offset' has to be the last encoding");
          }
          return offsets(bytes);
        }
        case "utf16" -> {
          bytes = ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE);
        }
        case "utf16be" -> {
          bytes = text.getBytes(StandardCharsets.UTF_16BE);
        }
        default -> {
          bytes = text.getBytes(StandardCharsets.UTF_16LE);
        }
      }
    }
    return List.of(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  private static List<String> offsets(byte[] bytes) {
    List<String> encoded = new ArrayList<>();
    for (int offset = 0; offset < 3; offset++) {
      byte[] shifted = new byte[offset + bytes.length];
      System.arraycopy(bytes, 0, shifted, offset, bytes.length);
      byte[] whole = Base64.getEncoder().withoutPadding().encode(shifted);
      int from = (offset * 8 + 5) / 6;
      int to = shifted.length * 8 / 6;
      if (to > from) {
        encoded.add(new String(Arrays.copyOfRange(whole, from, to), StandardCharsets.ISO_8859_1));
      }
    }
    return List.copyOf(encoded);
  }
}
