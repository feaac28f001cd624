package io.merlon.connect.file.evtx;

import io.merlon.model.ArrayValue;
import io.merlon.model.BooleanValue;
import io.merlon.model.DecimalValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.NullValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** The typed values of binary XML (MS-EVEN6, section 2.2.12) as JSON. */
final class EvtxValue {
  static final int BINARY_XML = 0x21;

  private static final int ARRAY = 0x80;
  private static final long FILETIME_AT_EPOCH = 11_644_473_600L;
  private static final long FILETIME_SECOND = 10_000_000;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private EvtxValue() {}

  static Value read(int type, ByteBuffer slice) {
    ByteBuffer bytes = slice.order(ByteOrder.LITTLE_ENDIAN);
    if ((type & ARRAY) != 0) {
      return array(type & ~ARRAY, bytes);
    }
    if (bytes.limit() == 0 && type != 1 && type != 2) {
      return NullValue.NULL;
    }
    return switch (type) {
      case 0x00 -> NullValue.NULL;
      case 0x01 -> new StringValue(text(bytes));
      case 0x02 -> new StringValue(upToNul(StandardCharsets.ISO_8859_1.decode(bytes).toString()));
      case 0x03 -> new IntegerValue(bytes.get(0));
      case 0x04 -> new IntegerValue(Byte.toUnsignedInt(bytes.get(0)));
      case 0x05 -> new IntegerValue(bytes.getShort(0));
      case 0x06 -> new IntegerValue(Short.toUnsignedInt(bytes.getShort(0)));
      case 0x07 -> new IntegerValue(bytes.getInt(0));
      case 0x08 -> new IntegerValue(Integer.toUnsignedLong(bytes.getInt(0)));
      case 0x09 -> new IntegerValue(bytes.getLong(0));
      case 0x0A -> unsigned(bytes.getLong(0));
      case 0x0B -> decimal(bytes.getFloat(0));
      case 0x0C -> decimal(bytes.getDouble(0));
      case 0x0D -> BooleanValue.of(bytes.getInt(0) != 0);
      case 0x0E -> new StringValue(hex(bytes));
      case 0x0F -> new StringValue(guid(bytes));
      case 0x10 ->
          new StringValue(
              "0x"
                  + Long.toHexString(
                      bytes.limit() == 8
                          ? bytes.getLong(0)
                          : Integer.toUnsignedLong(bytes.getInt(0))));
      case 0x11 -> new StringValue(fileTime(bytes.getLong(0)));
      case 0x12 -> new StringValue(systemTime(bytes));
      case 0x13 -> new StringValue(sid(bytes));
      case 0x14 -> new StringValue("0x" + Integer.toHexString(bytes.getInt(0)));
      case 0x15 -> new StringValue("0x" + Long.toHexString(bytes.getLong(0)));
      default -> new StringValue(hex(bytes));
    };
  }

  private static Value unsigned(long bits) {
    return bits >= 0
        ? new IntegerValue(bits)
        : new DecimalValue(new BigDecimal(new BigInteger(Long.toUnsignedString(bits))));
  }

  private static Value decimal(double number) {
    return Double.isFinite(number)
        ? new DecimalValue(BigDecimal.valueOf(number))
        : new StringValue(Double.toString(number));
  }

  private static String text(ByteBuffer bytes) {
    return upToNul(StandardCharsets.UTF_16LE.decode(bytes.duplicate()).toString());
  }

  private static String upToNul(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == 0) {
      end--;
    }
    return text.substring(0, end);
  }

  /** Texts end with a zero each; all else has its own width. */
  private static Value array(int type, ByteBuffer bytes) {
    List<Value> items = new ArrayList<>();
    if (type == 0x01) {
      String all = StandardCharsets.UTF_16LE.decode(bytes.duplicate()).toString();
      for (String item : upToNul(all).split("\0", -1)) {
        items.add(new StringValue(item));
      }
      return new ArrayValue(items);
    }
    int width = width(type);
    for (int at = 0; at + width <= bytes.limit(); at += width) {
      items.add(read(type, bytes.slice(at, width)));
    }
    return new ArrayValue(items);
  }

  private static int width(int type) {
    return switch (type) {
      case 0x03, 0x04 -> 1;
      case 0x05, 0x06 -> 2;
      case 0x07, 0x08, 0x0B, 0x0D, 0x14 -> 4;
      case 0x09, 0x0A, 0x0C, 0x11, 0x15 -> 8;
      case 0x0F, 0x12 -> 16;
      default -> throw new IllegalArgumentException("an array of type " + type);
    };
  }

  private static String hex(ByteBuffer bytes) {
    byte[] all = new byte[bytes.limit()];
    bytes.get(0, all);
    return HexFormat.of().withUpperCase().formatHex(all);
  }

  private static String guid(ByteBuffer bytes) {
    byte[] end = new byte[8];
    bytes.get(8, end);
    String hex = HexFormat.of().withUpperCase().formatHex(end);
    return "%08X-%04X-%04X-%s-%s"
        .formatted(
            bytes.getInt(0),
            Short.toUnsignedInt(bytes.getShort(4)),
            Short.toUnsignedInt(bytes.getShort(6)),
            hex.substring(0, 4),
            hex.substring(4));
  }

  private static String fileTime(long time) {
    try {
      return TIME.format(
          Instant.ofEpochSecond(
              Math.floorDiv(time, FILETIME_SECOND) - FILETIME_AT_EPOCH,
              Math.floorMod(time, FILETIME_SECOND) * 100));
    } catch (DateTimeException outOfRange) {
      return Long.toUnsignedString(time);
    }
  }

  /** Year, month, day of week, day, hour, minute, second, milliseconds. */
  private static String systemTime(ByteBuffer bytes) {
    try {
      return TIME.format(
          LocalDateTime.of(
                  bytes.getShort(0),
                  bytes.getShort(2),
                  bytes.getShort(6),
                  bytes.getShort(8),
                  bytes.getShort(10),
                  bytes.getShort(12),
                  bytes.getShort(14) * 1_000_000)
              .toInstant(ZoneOffset.UTC));
    } catch (DateTimeException notATime) {
      return hex(bytes);
    }
  }

  /** MS-DTYP, section 2.4.2.1. */
  private static String sid(ByteBuffer bytes) {
    int count = Byte.toUnsignedInt(bytes.get(1));
    long authority = 0;
    for (int i = 2; i < 8; i++) {
      authority = authority << 8 | Byte.toUnsignedInt(bytes.get(i));
    }
    StringBuilder sid = new StringBuilder("S-" + bytes.get(0) + "-" + authority);
    for (int i = 0; i < count; i++) {
      sid.append('-').append(Integer.toUnsignedString(bytes.getInt(8 + 4 * i)));
    }
    return sid.toString();
  }
}
