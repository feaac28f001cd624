package io.merlon.server.arm;

import io.merlon.posture.SecurityControl;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/** What the API calls the security controls: as Microsoft does where that is published. */
final class ControlNames {
  private final Properties published = new Properties();

  ControlNames() {
    String file = "secure-score-controls.properties";
    try (InputStream in =
        Optional.ofNullable(ControlNames.class.getResourceAsStream(file))
            .orElseThrow(() -> new IllegalStateException("there is no " + file))) {
      published.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String of(SecurityControl control) {
    String own = control.id().toLowerCase(Locale.ROOT);
    return published.getProperty(own, own);
  }
}
