package io.merlon.connect.machine;

import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** X.509 certificates that the machine's services use; the trusted authorities are left out. */
final class CertificateFacts implements FactGroup {
  private static final List<String> FOLDERS =
      List.of(
          "/etc/ssl",
          "/etc/pki/tls",
          "/etc/pki/nginx",
          "/etc/letsencrypt/live",
          "/etc/nginx",
          "/etc/apache2",
          "/etc/httpd",
          "/etc/postfix",
          "/etc/dovecot",
          "/etc/haproxy",
          "/etc/kubernetes/pki",
          "/var/lib/kubelet/pki",
          "/etc/docker");
  private static final Set<String> ENDINGS = Set.of("pem", "crt", "cer", "cert", "der");
  private static final int DEPTH = 5;
  private static final int FILES_LIMIT = 3_000;
  private static final int SIZE_LIMIT = 64 << 10;
  private static final long EXPIRING_DAYS = 30;

  @Override
  public String name() {
    return "certificates";
  }

  private record Read(String path, X509Certificate certificate) {}

  @Override
  public void read(Machine machine, FactSink facts) throws IOException {
    List<String> paths = new ArrayList<>();
    for (String folder : FOLDERS) {
      facts.attempt("certificates", () -> gather(machine.files(), folder, 0, paths, facts));
    }
    List<Read> certificates = new ArrayList<>();
    for (String path : paths) {
      facts.attempt(
          "certificates",
          () -> parse(machine.files(), path).ifPresent(c -> certificates.add(new Read(path, c))));
    }
    List<Value> values = new ArrayList<>();
    List<String> expiring = new ArrayList<>();
    for (Read read : certificates) {
      long days =
          Duration.between(machine.context().now(), read.certificate().getNotAfter().toInstant())
              .toDays();
      values.add(describe(read, days));
      if (days < EXPIRING_DAYS) {
        expiring.add(read.path());
      }
    }
    facts.put("certificates", new ArrayValue(values));
    facts.put("certificatesExpiring", FactSink.strings(expiring));
  }

  private static void gather(
      MachineFiles files, String folder, int depth, List<String> paths, FactSink facts)
      throws IOException {
    for (String name : files.names(folder)) {
      String path = folder + "/" + name;
      // Where a link leads: to the package of trusted authorities, or to a service's certificate.
      String real = String.valueOf(files.resolve(path).toString());
      try {
        real = files.resolve(path).toRealPath().toString();
      } catch (IOException e) {
        continue; // a link that leads nowhere
      }
      Optional<FileState> state = files.state(path);
      boolean authorities =
          real.contains("/ca-certificates") || real.contains("/ca-trust") || name.equals("java");
      if (state.isEmpty() || authorities) {
        continue;
      }
      if (paths.size() >= FILES_LIMIT) {
        facts.notRead(
            "certificates",
            folder + ": more than " + FILES_LIMIT + " files; the rest was not read");
        return;
      }
      if (state.get().isFolder() && depth < DEPTH) {
        facts.attempt("certificates", () -> gather(files, path, depth + 1, paths, facts));
      } else if (state.get().isRegular()
          && ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1))) {
        paths.add(path);
      }
    }
  }

  /** The first certificate of a file, the service's own; empty for keys, bundles and the like. */
  private static Optional<X509Certificate> parse(MachineFiles files, String path)
      throws IOException {
    byte[] bytes = files.bytes(path, SIZE_LIMIT).orElse(new byte[0]);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int begin = text.indexOf("-----BEGIN CERTIFICATE-----");
    boolean der = bytes.length > 4 && bytes[0] == 0x30 && (bytes[1] & 0x80) != 0;
    if (bytes.length > SIZE_LIMIT || begin < 0 && !der) {
      return Optional.empty();
    }
    try {
      byte[] first = der ? bytes : text.substring(begin).getBytes(StandardCharsets.ISO_8859_1);
      return CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(first))
              instanceof X509Certificate certificate
          ? Optional.of(certificate)
          : Optional.empty();
    } catch (CertificateException e) {
      throw new IOException(path + ": not a certificate that can be read: " + e.getMessage(), e);
    }
  }

  private static Value describe(Read read, long days) {
    X509Certificate certificate = read.certificate();
    ObjectValue.Builder value = ObjectValue.builder();
    value.put("path", read.path());
    value.put("subject", Texts.printable(certificate.getSubjectX500Principal().getName()));
    value.put("issuer", Texts.printable(certificate.getIssuerX500Principal().getName()));
    value.put("notBefore", certificate.getNotBefore().toInstant().toString());
    value.put("notAfter", certificate.getNotAfter().toInstant().toString());
    value.put("daysLeft", days);
    value.put("keyAlgorithm", certificate.getPublicKey().getAlgorithm());
    int size =
        switch (certificate.getPublicKey()) {
          case RSAPublicKey rsa -> rsa.getModulus().bitLength();
          case ECPublicKey ec -> ec.getParams().getOrder().bitLength();
          case DSAPublicKey dsa -> dsa.getParams().getP().bitLength();
          default -> 0;
        };
    if (size > 0) {
      value.put("keySize", size);
    }
    value.put(
        "selfSigned",
        certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()));
    value.put("authority", certificate.getBasicConstraints() >= 0);
    value.put("signatureAlgorithm", certificate.getSigAlgName());
    return value.build();
  }
}
