package io.merlon.detection.behaviour;

import io.merlon.model.PropertyName;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** What Zeek, name servers, firewalls (CEF) and proxies tell of the network. */
final class NetworkActivities {
  private static final PropertyName[] PATH = {PropertyName.of("_path"), PropertyName.of("@stream")};
  private static final PropertyName[] ORIGINATOR = {
    PropertyName.of("id.orig_h"), PropertyName.of("id_orig_h")
  };
  private static final PropertyName[] RESPONDER = {
    PropertyName.of("id.resp_h"), PropertyName.of("id_resp_h")
  };
  private static final PropertyName[] RESPONDER_PORT = {
    PropertyName.of("id.resp_p"), PropertyName.of("id_resp_p")
  };
  private static final PropertyName[] QUERY = {PropertyName.of("query")};
  private static final PropertyName[] TYPE = {
    PropertyName.of("qtype_name"), PropertyName.of("record_type")
  };
  private static final PropertyName RECORD_TYPE = PropertyName.of("record_type");
  private static final PropertyName[] RESULT = {PropertyName.of("rcode_name")};
  private static final PropertyName[] CLIENT = {PropertyName.of("src_ip")};
  private static final PropertyName VENDOR = PropertyName.of("DeviceVendor");
  private static final PropertyName[] CEF_SOURCE = {PropertyName.of("src")};
  private static final PropertyName[] CEF_DESTINATION = {
    PropertyName.of("dhost"), PropertyName.of("dst")
  };
  private static final PropertyName[] CEF_PORT = {PropertyName.of("dpt")};
  private static final PropertyName PROXY_HOST = PropertyName.of("cs-host");
  private static final PropertyName PROXY_URI = PropertyName.of("c-uri");
  private static final PropertyName[] PROXY_CLIENT = {PropertyName.of("c-ip")};
  private static final String NO_SUCH_NAME = "NXDOMAIN";

  Optional<Activity> read(Facts facts) {
    String originator = facts.text(ORIGINATOR);
    if (!originator.isEmpty()) {
      return switch (facts.text(PATH)) {
        case "conn" -> connection(originator, facts.text(RESPONDER), facts.text(RESPONDER_PORT));
        case "dns" -> query(originator, facts);
        default -> Optional.empty();
      };
    }
    if (facts.has(RECORD_TYPE)) {
      return query(facts.text(CLIENT), facts);
    }
    if (facts.has(VENDOR)) {
      return connection(facts.text(CEF_SOURCE), facts.text(CEF_DESTINATION), facts.text(CEF_PORT));
    }
    if (facts.has(PROXY_HOST)) {
      return connection(facts.text(PROXY_CLIENT), facts.text(PROXY_HOST), "");
    }
    return facts.has(PROXY_URI)
        ? connection(facts.text(PROXY_CLIENT), hostOf(facts.text(PROXY_URI)), "")
        : Optional.empty();
  }

  private static Optional<Activity> connection(String source, String destination, String port) {
    return source.isEmpty() || destination.isEmpty()
        ? Optional.empty()
        : Optional.of(new Activity.Connection(source, "", destination, port, "", Optional.empty()));
  }

  private static Optional<Activity> query(String client, Facts facts) {
    String name = facts.text(QUERY).toLowerCase(Locale.ROOT);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    String result = facts.text(RESULT);
    return Optional.of(
        new Activity.NameQuery(
            client,
            name.endsWith(".") ? name.substring(0, name.length() - 1) : name,
            facts.text(TYPE).toUpperCase(Locale.ROOT),
            result.isEmpty()
                ? Activity.Answer.UNKNOWN
                : result.equals(NO_SUCH_NAME) ? Activity.Answer.NOT_THERE : Activity.Answer.THERE));
  }

  private static String hostOf(String uri) {
    try {
      String host = URI.create(uri).getHost();
      return host == null ? "" : host;
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
