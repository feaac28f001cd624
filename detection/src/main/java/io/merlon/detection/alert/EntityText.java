package io.merlon.detection.alert;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a field's value is taken apart into the properties of an entity. */
enum EntityText {
  TEXT {
    @Override
    List<Map<String, String>> read(String value, String as) {
      return List.of(Map.of(as, value));
    }
  },
  /** A name, or a name with its domain. */
  HOST {
    @Override
    List<Map<String, String>> read(String value, String as) {
      int dot = value.indexOf('.');
      boolean whole = dot <= 0 || isAddress(value);
      return List.of(
          whole
              ? Map.of("hostName", value)
              : ordered(
                  "hostName", value.substring(0, dot), "dnsDomain", value.substring(dot + 1)));
    }
  },
  /** {@code DOMAIN\name}, {@code name@domain}, a SID or a name. */
  USER {
    @Override
    List<Map<String, String>> read(String value, String as) {
      int slash = value.indexOf('\\');
      int at = value.indexOf('@');
      if (value.startsWith("S-1-")) {
        return List.of(ordered("name", value, "sid", value));
      }
      if (slash > 0 && slash < value.length() - 1) {
        return List.of(
            ordered("name", value.substring(slash + 1), "ntDomain", value.substring(0, slash)));
      }
      return List.of(
          at > 0 && at < value.length() - 1
              ? ordered("name", value.substring(0, at), "upnSuffix", value.substring(at + 1))
              : Map.of("name", value));
    }
  },
  /** The path of a file, of Windows or Unix. */
  PATH {
    @Override
    List<Map<String, String>> read(String value, String as) {
      int end = Math.max(value.lastIndexOf('\\'), value.lastIndexOf('/')) + 1;
      return end == value.length()
          ? List.of()
          : List.of(
              end == 0
                  ? Map.of("name", value)
                  : ordered("name", value.substring(end), "directory", value.substring(0, end)));
    }
  },
  /** {@code SHA256=...,MD5=...}, or a hash alone, whose length tells which it is. */
  HASHES {
    @Override
    List<Map<String, String>> read(String value, String as) {
      List<Map<String, String>> hashes = new ArrayList<>();
      Matcher matcher = HASH.matcher(value);
      while (matcher.find() && hashes.size() < MOST_HASHES) {
        String hash = matcher.group(2).toLowerCase(Locale.ROOT);
        Optional.ofNullable(matcher.group(1))
            .map(name -> name.toUpperCase(Locale.ROOT).replace("-", ""))
            .filter(name -> !name.equals("IMPHASH"))
            .or(() -> matcher.group(1) == null ? byLength(hash) : Optional.empty())
            .ifPresent(name -> hashes.add(ordered("value", hash, "algorithm", name)));
      }
      return hashes;
    }
  },
  ADDRESS {
    @Override
    List<Map<String, String>> read(String value, String as) {
      String plain = value.startsWith("::ffff:") ? value.substring("::ffff:".length()) : value;
      return isAddress(plain) ? List.of(Map.of("address", plain)) : List.of();
    }
  },
  URL {
    @Override
    List<Map<String, String>> read(String value, String as) {
      return List.of(Map.of("url", value));
    }
  },
  DOMAIN {
    @Override
    List<Map<String, String>> read(String value, String as) {
      return isAddress(value) ? List.of() : List.of(Map.of("domainName", value));
    }
  },
  /** The id of a resource of Azure. */
  RESOURCE {
    @Override
    List<Map<String, String>> read(String value, String as) {
      return value.toLowerCase(Locale.ROOT).startsWith("/subscriptions/")
          ? List.of(Map.of("resourceId", value))
          : List.of();
    }
  },
  /** The path of a registry key or value; the key is what stands before the last step. */
  REGISTRY {
    @Override
    List<Map<String, String>> read(String value, String as) {
      Matcher matcher = KEY.matcher(value);
      return matcher.matches()
          ? List.of(ordered("key", matcher.group(2), "hive", hive(matcher.group(1))))
          : List.of();
    }
  },
  VALUE_NAME {
    @Override
    List<Map<String, String>> read(String value, String as) {
      Matcher matcher = KEY.matcher(value);
      return matcher.matches() ? List.of(Map.of("name", matcher.group(3))) : List.of();
    }
  };

  private static final int MOST_HASHES = 8;
  private static final Pattern HASH =
      Pattern.compile("(?:(SHA256|SHA-256|SHA1|SHA-1|MD5|IMPHASH)=)?\\b([0-9a-fA-F]{32,64})\\b");
  private static final Pattern KEY =
      Pattern.compile(
          "(?i)(HKLM|HKCU|HKU|HKCR|HKEY_[A-Z_]+|\\\\REGISTRY\\\\(?:MACHINE|USER))\\\\(.+)\\\\([^\\\\]+)");

  /** The properties of the entities that the value tells. */
  abstract List<Map<String, String>> read(String value, String as);

  static EntityText of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static Optional<String> byLength(String hash) {
    return switch (hash.length()) {
      case 32 -> Optional.of("MD5");
      case 40 -> Optional.of("SHA1");
      case 64 -> Optional.of("SHA256");
      default -> Optional.empty();
    };
  }

  private static String hive(String written) {
    return switch (written.toUpperCase(Locale.ROOT)) {
      case "HKLM", "\\REGISTRY\\MACHINE" -> "HKEY_LOCAL_MACHINE";
      case "HKCU" -> "HKEY_CURRENT_USER";
      case "HKU", "\\REGISTRY\\USER" -> "HKEY_USERS";
      case "HKCR" -> "HKEY_CLASSES_ROOT";
      default -> written.toUpperCase(Locale.ROOT);
    };
  }

  private static boolean isAddress(String value) {
    IPAddress address = new IPAddressString(value).getAddress();
    return address != null && !address.isMultiple();
  }

  /** The first names the entity. */
  private static Map<String, String> ordered(String name, String value, String other, String its) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(name, value);
    texts.put(other, its);
    return texts;
  }
}
