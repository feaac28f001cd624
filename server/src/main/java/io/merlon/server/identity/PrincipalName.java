package io.merlon.server.identity;

import org.springframework.security.oauth2.jwt.Jwt;

/** Who a token speaks for, as roles are assigned and the audit log names it. */
public final class PrincipalName {
  private PrincipalName() {}

  /** Azure's object id where the issuer gives one, else the subject. */
  public static String of(Jwt token) {
    String oid = token.getClaimAsString("oid");
    return oid == null ? String.valueOf(token.getSubject()) : oid;
  }
}
