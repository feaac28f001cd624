package io.merlon.connect.machine;

import java.io.IOException;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A socket that waits for others, from proc(5)'s tables.
 *
 * @param protocol {@code tcp} or {@code udp}
 * @param uid whose it is
 * @param inode its number among the kernel's files
 */
public record ListeningSocket(String protocol, InetAddress address, int port, int uid, long inode) {
  /** The tables below {@code /proc/net}. */
  public static final List<String> TABLES = List.of("tcp", "tcp6", "udp", "udp6");

  private static final int TCP_LISTEN = 0x0A;
  private static final int UDP_UNCONNECTED = 0x07;

  /** Those of a table, by its name and text; lines that make no sense are passed over. */
  public static List<ListeningSocket> read(String table, String text) {
    return text.lines().skip(1).flatMap(line -> socket(table, line).stream()).toList();
  }

  /** How a process's descriptor of it reads. */
  public String descriptor() {
    return "socket:[" + inode + "]";
  }

  private static Optional<ListeningSocket> socket(String table, String line) {
    List<String> fields = Texts.words(line);
    String protocol = table.substring(0, 3);
    try {
      if (fields.size() < 10
          || Integer.parseInt(fields.get(3), 16)
              != (protocol.equals("tcp") ? TCP_LISTEN : UDP_UNCONNECTED)) {
        return Optional.empty();
      }
      String[] local = fields.get(1).split(":", -1);
      return Optional.of(
          new ListeningSocket(
              protocol,
              address(local[0]),
              Integer.parseInt(local[1], 16),
              Integer.parseInt(fields.get(7)),
              Long.parseLong(fields.get(9))));
    } catch (IllegalArgumentException | IOException e) {
      return Optional.empty();
    }
  }

  /** The kernel writes addresses as 32-bit words of the host's byte order; Linux's are little. */
  static InetAddress address(String hex) throws IOException {
    byte[] words = HexFormat.of().parseHex(hex);
    byte[] bytes = new byte[words.length];
    for (int i = 0; i < words.length; i++) {
      bytes[i] = words[(i / 4) * 4 + 3 - i % 4];
    }
    return InetAddress.getByAddress(bytes);
  }
}
