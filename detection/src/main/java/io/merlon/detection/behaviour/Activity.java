package io.merlon.detection.behaviour;

import java.time.Instant;
import java.util.Optional;

/** What an event tells, as far as behaviour is concerned. Texts are empty where nothing is said. */
sealed interface Activity {
  /**
   * A process started.
   *
   * @param host where
   * @param parent the path of the program that started it
   * @param image the path of its own
   * @param hash a hash of the program, with the algorithm in front
   */
  record ProcessStart(String host, String parent, String image, String hash) implements Activity {}

  /**
   * Somebody tried to sign in.
   *
   * @param account who, in lower case, with the domain
   * @param source from which address or machine
   * @param country from which country
   * @param target to what
   * @param succeeded whether it went well
   */
  record SignIn(String account, String source, String country, String target, boolean succeeded)
      implements Activity {}

  /**
   * An account reached for something.
   *
   * @param account who
   * @param target for what
   */
  record Access(String account, String target) implements Activity {}

  /**
   * A connection was opened.
   *
   * @param host by which machine
   * @param process by which program
   * @param destination to which address or name
   * @param port to which port
   * @param recorder who says so, where several say the same of one connection
   * @param exactly when, where the recorder says that itself, and not who passes its words on
   */
  record Connection(
      String host,
      String process,
      String destination,
      String port,
      String recorder,
      Optional<Instant> exactly)
      implements Activity {}

  /**
   * A name was looked up.
   *
   * @param client by whom
   * @param name which, in lower case
   * @param type which type of record
   * @param answer whether it exists
   */
  record NameQuery(String client, String name, String type, Answer answer) implements Activity {}

  /** What came back for a name. */
  enum Answer {
    THERE,
    NOT_THERE,
    UNKNOWN
  }
}
