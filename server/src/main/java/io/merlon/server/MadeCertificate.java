package io.merlon.server;

import io.merlon.store.SecretFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The certificate that the server made for itself: a key store for the server, and {@code
 * server.pem} for clients to trust.
 *
 * @param keyStore a PKCS #12 file
 * @param password the key store's password
 * @param pem the certificate alone
 */
record MadeCertificate(Path keyStore, String password, Path pem) implements ServerCertificate {
  private static final Duration LIFE = Duration.ofDays(825);
  private static final Duration RENEW_BEFORE = Duration.ofDays(30);
  private static final int SERIAL_BITS = 120;

  /** The one in the folder, made or renewed when it is missing or about to end. */
  static MadeCertificate in(Path data, Instant now) throws IOException {
    Path secrets = data.resolve("secrets");
    MadeCertificate certificate =
        new MadeCertificate(
            secrets.resolve("server.p12"),
            SecretFiles.madeOnce(secrets.resolve("keystore-password")),
            data.resolve("server.pem"));
    try {
      if (!certificate.isGood(now)) {
        certificate.make(now);
      }
      return certificate;
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IOException("cannot make a certificate in " + data + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void addTo(Map<String, Object> properties) {
    properties.put("server.ssl.key-store", keyStore.toUri().toString());
    properties.put("server.ssl.key-store-type", "PKCS12");
    properties.put("server.ssl.key-store-password", password);
  }

  private boolean isGood(Instant now) throws IOException, GeneralSecurityException {
    if (!Files.exists(keyStore) || !Files.exists(pem)) {
      return false;
    }
    KeyStore store = KeyStore.getInstance(keyStore.toFile(), password.toCharArray());
    return store.getCertificate("server") instanceof X509Certificate one
        && one.getNotAfter().toInstant().minus(RENEW_BEFORE).isAfter(now);
  }

  private void make(Instant now)
      throws IOException, GeneralSecurityException, OperatorCreationException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair keys = generator.generateKeyPair();
    X509Certificate certificate = certificate(keys, now);
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, password.toCharArray());
    store.setKeyEntry(
        "server", keys.getPrivate(), password.toCharArray(), new Certificate[] {certificate});
    SecretFiles.write(keyStore, "");
    try (OutputStream output = Files.newOutputStream(keyStore)) {
      store.store(output, password.toCharArray());
    }
    StringWriter text = new StringWriter();
    text.append("-----BEGIN CERTIFICATE-----\n")
        .append(
            Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded()))
        .append("\n-----END CERTIFICATE-----\n");
    Files.writeString(pem, text.toString());
  }

  private static X509Certificate certificate(KeyPair keys, Instant now)
      throws IOException, GeneralSecurityException, OperatorCreationException {
    String host = InetAddress.getLocalHost().getHostName();
    X500Name name = new X500Name("CN=Merlon on " + host.replaceAll("[^A-Za-z0-9.-]", "-"));
    try {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              name,
              new BigInteger(SERIAL_BITS, new SecureRandom()),
              Date.from(now.minus(Duration.ofHours(1))),
              Date.from(now.plus(LIFE)),
              name,
              keys.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(
              new GeneralName[] {
                new GeneralName(GeneralName.dNSName, "localhost"),
                new GeneralName(GeneralName.dNSName, host),
                new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
                new GeneralName(GeneralName.iPAddress, "::1")
              }));
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    } catch (CertIOException e) {
      throw new IOException(e);
    }
  }

  @Override
  public String toString() {
    return pem.toString();
  }
}
