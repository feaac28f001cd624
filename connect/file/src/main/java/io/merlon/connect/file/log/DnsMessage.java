package io.merlon.connect.file.log;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a name server says of a query, in the words that rules about DNS use. */
final class DnsMessage {
  /** BIND, dnsmasq, Unbound: each names the query, its type and who asks in another order. */
  private static final List<Pattern> FORMS =
      List.of(
          Pattern.compile(
              ".*client (?:@\\S+ )?(?P<client>[\\da-fA-F.:]+)#\\d+ .*query: (?P<query>\\S+) \\S+ (?P<type>\\w+).*"),
          Pattern.compile("query\\[(?P<type>\\w+)\\] (?P<query>\\S+) from (?P<client>\\S+)"),
          Pattern.compile(
              "(?:\\[\\S+\\] )?info: (?P<client>[\\da-fA-F.:]+) (?P<query>\\S+)\\. (?P<type>[A-Z]+\\d*) IN.*"));

  private DnsMessage() {}

  /** The fields of a query; nothing where the message is about something else. */
  static Optional<Map<String, String>> of(String message) {
    return FORMS.stream()
        .map(form -> form.matcher(message))
        .filter(Matcher::matches)
        .findFirst()
        .map(read ->
            Map.of(
                "query", read.group("query"),
                "record_type", read.group("type"),
                "src_ip", read.group("client")));
  }
}
