package io.merlon.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * One thing that was done or refused.
 *
 * @param number its place, from 1 and without a gap
 * @param at when, to the microsecond
 * @param who the principal
 * @param action the operation, as Azure names it
 * @param target the id of what it was done to
 * @param origin the address it came from
 * @param outcome what came of it: an HTTP status
 */
public record AuditEntry(
    long number,
    Instant at,
    String who,
    String action,
    String target,
    String origin,
    String outcome) {

  /**
   * SHA-256 (hexadecimal) over the hash before and every field with its length, so that no two read
   * alike.
   */
  String hash(String before) {
    MessageDigest digest = Sha256.digest();
    digest.update(HexFormat.of().parseHex(before));
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    for (String field : List.of(at.toString(), who, action, target, origin, outcome)) {
      byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
