package io.merlon.connect.machine;

import java.util.Optional;

/** What the password field of shadow(5) says, without the hash itself. */
final class PasswordField {
  private PasswordField() {}

  /** {@code empty}: no password is asked; {@code locked}: none can match; {@code set}. */
  static String state(String field) {
    if (field.isEmpty()) {
      return "empty";
    }
    return algorithm(field).isPresent() && !field.startsWith("!") && !field.startsWith("*")
        ? "set"
        : "locked";
  }

  /** The hash's algorithm by its crypt(5) prefix, also of a password that is locked. */
  static Optional<String> algorithm(String field) {
    String hash = field.replaceFirst("^[!*]+", "");
    if (hash.startsWith("$")) {
      int end = hash.indexOf('$', 1);
      return Optional.of(end < 0 ? "" : hash.substring(1, end)).flatMap(PasswordField::named);
    }
    if (hash.startsWith("_") && hash.length() == 20) {
      return Optional.of("bsdi");
    }
    return hash.length() == 13 ? Optional.of("des") : Optional.empty();
  }

  private static Optional<String> named(String id) {
    return switch (id) {
      case "1" -> Optional.of("md5");
      case "2a", "2b", "2x", "2y" -> Optional.of("bcrypt");
      case "3" -> Optional.of("nthash");
      case "5" -> Optional.of("sha256");
      case "6" -> Optional.of("sha512");
      case "7" -> Optional.of("scrypt");
      case "y" -> Optional.of("yescrypt");
      case "gy" -> Optional.of("gost-yescrypt");
      case "" -> Optional.empty();
      default -> Optional.of("unknown");
    };
  }
}
