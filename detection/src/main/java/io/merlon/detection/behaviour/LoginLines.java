package io.merlon.detection.behaviour;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.merlon.model.PropertyName;
import java.util.Locale;
import java.util.Optional;

/** What sshd says of those who sign in. */
final class LoginLines {
  private static final PropertyName[] MESSAGE = {
    PropertyName.of("message"), PropertyName.of("MESSAGE")
  };
  private static final PropertyName[] HOST = {
    PropertyName.of("host"), PropertyName.of("_HOSTNAME"), PropertyName.of("hostname")
  };

  private static final Pattern LINE =
      Pattern.compile(
          "(Accepted|Failed) (?:password|publickey|keyboard-interactive\\S*|none) for"
              + " (?:invalid user )?(\\S{1,100}) from ([0-9A-Fa-f.:]+) port \\d+.*");

  Optional<Activity> read(Facts facts) {
    String message = facts.text(MESSAGE);
    if (!message.startsWith("Accepted ") && !message.startsWith("Failed ")) {
      return Optional.empty();
    }
    Matcher line = LINE.matcher(message);
    if (!line.matches()) {
      return Optional.empty();
    }
    String host = facts.text(HOST);
    return Optional.of(
        new Activity.SignIn(
            line.group(2).toLowerCase(Locale.ROOT) + " on " + host,
            line.group(3),
            "",
            host,
            line.group(1).equals("Accepted")));
  }
}
