package io.merlon.detection.behaviour;

import io.merlon.detection.Event;
import io.merlon.model.ObjectValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Events as recorders write them, one after the other into an analyzer. */
final class Events {
  static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

  final BehaviourAnalyzer analyzer;
  private long position;

  Events() {
    this(new BehaviourAnalyzer(BehaviourRules.builtIn()));
  }

  Events(BehaviourAnalyzer analyzer) {
    this.analyzer = analyzer;
  }

  static Instant after(double seconds) {
    return START.plusMillis(Math.round(seconds * 1000));
  }

  List<BehaviourFinding> put(Instant time, String... namesAndValues) {
    ObjectValue.Builder fields = ObjectValue.builder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return new ArrayList<>(
        analyzer.accept(new Event("test", ++position, fields.build()), Optional.of(time)));
  }

  List<BehaviourFinding> process(Instant time, String host, String parent, String image) {
    return put(
        time,
        "Channel",
        "Microsoft-Windows-Sysmon/Operational",
        "EventID",
        "1",
        "Computer",
        host,
        "ParentImage",
        parent,
        "Image",
        image);
  }

  List<BehaviourFinding> signIn(
      Instant time, String account, String source, String host, boolean succeeded) {
    return put(
        time,
        "EventID",
        succeeded ? "4624" : "4625",
        "Computer",
        host,
        "TargetUserName",
        account,
        "TargetDomainName",
        "EXAMPLE",
        "IpAddress",
        source,
        "LogonType",
        "3");
  }

  List<BehaviourFinding> connection(Instant time, String source, String to, String port) {
    return put(time, "_path", "conn", "id.orig_h", source, "id.resp_h", to, "id.resp_p", port);
  }

  List<BehaviourFinding> query(
      Instant time, String client, String name, String type, String result) {
    return put(
        time,
        "_path",
        "dns",
        "id.orig_h",
        client,
        "id.resp_h",
        "10.0.0.53",
        "query",
        name,
        "qtype_name",
        type,
        "rcode_name",
        result);
  }
}
