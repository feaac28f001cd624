package io.merlon.detection.behaviour;

import com.google.common.net.InternetDomainName;
import java.util.Optional;

/**
 * A name taken apart by the public suffix list.
 *
 * @param registered the part that somebody registered, such as {@code example.co.uk}
 * @param label the first part of that, {@code example}
 * @param below what stands in front of it, perhaps empty
 */
record DomainName(String registered, String label, String below) {
  private static final int LONGEST = 253;

  /** Taken apart; nothing for names of the own network, addresses looked up, and what is none. */
  static Optional<DomainName> of(String name) {
    if (name.length() > LONGEST || name.indexOf('.') < 0 || name.endsWith(".arpa")) {
      return Optional.empty();
    }
    try {
      InternetDomainName domain = InternetDomainName.from(name);
      if (!domain.isUnderPublicSuffix()) {
        return Optional.empty();
      }
      String registered = domain.topPrivateDomain().toString();
      return Optional.of(
          new DomainName(
              registered,
              registered.substring(0, registered.indexOf('.')),
              name.length() > registered.length()
                  ? name.substring(0, name.length() - registered.length() - 1)
                  : ""));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }
}
