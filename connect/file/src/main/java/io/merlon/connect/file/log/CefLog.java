package io.merlon.connect.file.log;

import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;

/** A log in the Common Event Format, a line an event, often with a header of syslog in front. */
final class CefLog implements LineLog {
  @Override
  public void take(long number, String line, Sink events) {
    if (!CefLine.isIn(line)) {
      throw new IllegalArgumentException("no CEF in the line");
    }
    ObjectValue event = CefLine.read(line);
    events.accept(
        number,
        SyslogLine.of(line)
            .map(header ->
                event
                    .with("timestamp", new StringValue(header.time()))
                    .with("host", new StringValue(header.host())))
            .orElse(event));
  }
}
