package io.merlon.detection.behaviour;

import io.merlon.detection.Event;
import io.merlon.model.PropertyName;
import java.util.Optional;

/**
 * Tells what an event is about, if behaviour is concerned at all. Which reader knows it is decided
 * by one or two fields; an event of no concern costs nothing more.
 */
final class ActivityReader {
  private static final PropertyName EVENT_ID = PropertyName.of("EventID");
  private static final PropertyName SHIPPED_ID = PropertyName.of("event_id");
  private static final PropertyName PROGRAM = PropertyName.of("program");
  private static final PropertyName JOURNAL_PROGRAM = PropertyName.of("SYSLOG_IDENTIFIER");

  private final WindowsActivities windows = new WindowsActivities();
  private final LoginLines logins = new LoginLines();
  private final CloudActivities clouds = new CloudActivities();
  private final NetworkActivities network = new NetworkActivities();

  Optional<Activity> read(Event event) {
    Facts facts = new Facts(event.fields());
    String id = facts.text(EVENT_ID, SHIPPED_ID);
    if (!id.isEmpty()) {
      return windows.read(id, facts);
    }
    String program = facts.text(PROGRAM, JOURNAL_PROGRAM);
    if (program.startsWith("sshd")) {
      return logins.read(facts);
    }
    return network.read(facts).or(() -> clouds.read(facts));
  }
}
