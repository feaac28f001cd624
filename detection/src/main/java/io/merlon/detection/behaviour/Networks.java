package io.merlon.detection.behaviour;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What addresses have in common. */
final class Networks {
  private static final int LONGEST_ADDRESS = 45;
  private static final int IPV4_PREFIX = 24;
  private static final int IPV6_PREFIX = 64;

  private Networks() {}

  /**
   * The network of an address (/24, /64); other texts as they are; empty for an address that says
   * nothing, such as that of the machine itself.
   */
  static String of(String source) {
    @Nullable IPAddress address = address(source);
    if (address == null) {
      return source.toLowerCase(Locale.ROOT);
    }
    if (address.isLoopback() || address.isAnyLocal()) {
      return "";
    }
    return address.toPrefixBlock(address.isIPv4() ? IPV4_PREFIX : IPV6_PREFIX).toString();
  }

  /** Whether something behind the next router can be there. */
  static boolean isElsewhere(String destination) {
    @Nullable IPAddress address = address(destination);
    return address == null
        || !(address.isLoopback()
            || address.isAnyLocal()
            || address.isLinkLocal()
            || address.isMulticast()
            || address.isMax());
  }

  private static @Nullable IPAddress address(String text) {
    boolean mayBe =
        !text.isEmpty()
            && text.length() <= LONGEST_ADDRESS
            && (text.indexOf(':') >= 0 || Character.isDigit(text.charAt(0)));
    return mayBe ? new IPAddressString(text).getAddress() : null;
  }
}
