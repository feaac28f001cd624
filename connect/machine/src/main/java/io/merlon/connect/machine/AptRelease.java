package io.merlon.connect.machine;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The Release file of a package archive.
 *
 * @param prefix what the names of its package lists begin with
 */
record AptRelease(String prefix, Map<String, String> fields) {
  static AptRelease of(String prefix, String text) {
    Map<String, String> fields = new HashMap<>();
    for (String line : text.lines().limit(60).toList()) {
      int colon = line.indexOf(": ");
      if (colon > 0 && !line.startsWith(" ")) {
        fields.putIfAbsent(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 2).strip());
      }
    }
    return new AptRelease(prefix, Map.copyOf(fields));
  }

  String field(String name) {
    return fields.getOrDefault(name, "");
  }

  /** Debian's and Ubuntu's security archives, and those of derivatives that name theirs alike. */
  boolean security() {
    return field("suite").endsWith("-security")
        || field("codename").endsWith("-security")
        || field("label").endsWith("-Security")
        || field("origin").startsWith("UbuntuESM");
  }

  /** apt_preferences(5): archives that say NotAutomatic are left aside unless a pin says else. */
  int priority() {
    boolean aside = field("notautomatic").equals("yes");
    return !aside ? 500 : field("butautomaticupgrades").equals("yes") ? 100 : 1;
  }
}
