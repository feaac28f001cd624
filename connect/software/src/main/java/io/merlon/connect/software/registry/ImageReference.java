package io.merlon.connect.software.registry;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which image in which registry.
 *
 * @param host with its port, where it has one
 * @param repository the image's name there
 * @param version a tag, or a digest such as {@code sha256:...}
 */
public record ImageReference(String host, String repository, String version) {
  private static final String HUB = "docker.io";
  private static final String HUB_HOST = "registry-1.docker.io";
  private static final Pattern HOST =
      Pattern.compile("(?:[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*|\\[[0-9a-f:]+\\])(?::\\d{1,5})?");

  private static final Pattern REPOSITORY =
      Pattern.compile("[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*");
  private static final Pattern VERSION =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}|sha256:[0-9a-f]{64}");
  private static final Pattern LOCAL =
      Pattern.compile("(?:localhost|127\\.[0-9.]+|\\[::1\\])(?::\\d+)?");

  /**
   * From {@code [HOST[:PORT]/]NAME[:TAG][@DIGEST]}, as Docker reads it.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static ImageReference of(String text) {
    int slash = text.indexOf('/');
    String first = slash < 0 ? "" : text.substring(0, slash);
    boolean hasHost = first.contains(".") || first.contains(":") || first.equals("localhost");
    String host = hasHost ? first : HUB;
    String rest = hasHost ? text.substring(slash + 1) : text;
    int at = rest.indexOf('@');
    String name = at < 0 ? rest : rest.substring(0, at);
    int colon = name.indexOf(':');
    String version =
        at >= 0 ? rest.substring(at + 1) : colon < 0 ? "latest" : name.substring(colon + 1);
    String repository = colon < 0 ? name : name.substring(0, colon);
    boolean official = host.equals(HUB) && !repository.contains("/");
    Matcher well = REPOSITORY.matcher(repository);
    if (!HOST.matcher(host).matches() || !well.matches() || !VERSION.matcher(version).matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no image; write [HOST[:PORT]/]NAME[:TAG][@sha256:DIGEST]");
    }
    return new ImageReference(host, official ? "library/" + repository : repository, version);
  }

  boolean isDigest() {
    return version.startsWith("sha256:");
  }

  /** An address of the API; only this machine is spoken to without TLS. */
  URI address(String path) {
    String scheme = LOCAL.matcher(host).matches() ? "http" : "https";
    String where = host.equals(HUB) ? HUB_HOST : host;
    return URI.create(scheme + "://" + where + "/v2/" + repository + path);
  }

  @Override
  public String toString() {
    return host + "/" + repository + (isDigest() ? "@" : ":") + version;
  }
}
