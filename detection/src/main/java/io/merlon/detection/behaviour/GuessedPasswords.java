package io.merlon.detection.behaviour;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A sign-in that goes well after many that did not, of the same account or from the same source;
 * and one source that fails with many accounts.
 */
final class GuessedPasswords {
  private static final int MOST = 20_000;

  private final BehaviourRule guessed;
  private final BehaviourRule spraying;
  private final int failures;
  private final long withinMillis;
  private final Recent<Failures> byAccount = new Recent<>(MOST);
  private final Recent<Failures> bySource = new Recent<>(MOST);
  private final Recent<Tries> tries = new Recent<>(MOST);

  /** The last failures. */
  private static final class Failures {
    private final BehaviourFinding.Earlier[] last;
    private long count;

    Failures(int kept) {
      last = new BehaviourFinding.Earlier[kept];
    }

    void add(BehaviourFinding.Earlier failure) {
      last[(int) (count++ % last.length)] = failure;
    }

    /** Those of the time before, the earliest first; the last ones only. */
    List<BehaviourFinding.Earlier> before(Instant time, long withinMillis) {
      Instant from = time.minusMillis(withinMillis);
      return Arrays.stream(last)
          .limit(Math.min(count, last.length))
          .filter(one -> !one.time().isBefore(from) && !one.time().isAfter(time))
          .sorted((a, b) -> a.time().compareTo(b.time()))
          .toList();
    }

    void clear() {
      count = 0;
    }
  }

  /** Who was tried from a source within the time that began with the first failure. */
  private static final class Tries {
    private final DistinctCount failed = new DistinctCount();
    private final DistinctCount succeeded = new DistinctCount();
    private final Round round = new Round();

    void clear() {
      failed.clear();
      succeeded.clear();
    }
  }

  GuessedPasswords(BehaviourRule guessed, BehaviourRule spraying) {
    this.guessed = guessed;
    this.spraying = spraying;
    this.failures = Math.max(1, guessed.count("failures"));
    this.withinMillis = Math.round(guessed.number("minutes") * 60_000);
  }

  void accept(Activity.SignIn signIn, Sighting at, Consumer<BehaviourFinding> told) {
    boolean hasSource = !Networks.of(signIn.source()).isEmpty();
    if (hasSource) {
      spray(signIn, at, told);
    }
    if (signIn.succeeded()) {
      succeeded(signIn, hasSource, at, told);
    } else {
      byAccount.get(signIn.account(), () -> new Failures(failures)).add(at.trace());
      if (hasSource) {
        bySource.get(signIn.source(), () -> new Failures(failures)).add(at.trace());
      }
    }
  }

  private void succeeded(
      Activity.SignIn signIn, boolean hasSource, Sighting at, Consumer<BehaviourFinding> told) {
    boolean isGuessed =
        byAccount.has(signIn.account())
            && tell(
                byAccount.get(signIn.account(), () -> new Failures(failures)),
                "account",
                signIn.account(),
                signIn,
                at,
                told);
    if (hasSource && bySource.has(signIn.source())) {
      Failures ofSource = bySource.get(signIn.source(), () -> new Failures(failures));
      if (isGuessed) {
        ofSource.clear();
      } else {
        tell(ofSource, "source", signIn.source(), signIn, at, told);
      }
    }
  }

  private boolean tell(
      Failures of,
      String what,
      String name,
      Activity.SignIn signIn,
      Sighting at,
      Consumer<BehaviourFinding> told) {
    List<BehaviourFinding.Earlier> before = of.before(at.time(), withinMillis);
    if (before.size() < failures) {
      return false;
    }
    Instant start = before.getFirst().time();
    double seconds = (at.millis() - start.toEpochMilli()) / 1000.0;
    told.accept(
        BehaviourFinding.of(
            guessed,
            at,
            start,
            Map.of(what, name),
            "%s signed in%s after at least %,d failed sign-ins %s within %s."
                .formatted(
                    signIn.account(),
                    signIn.source().isEmpty() ? "" : " from " + signIn.source(),
                    before.size(),
                    what.equals("account") ? "of that account" : "from that source",
                    Figures.time(seconds)),
            new Figures().put("failures", before.size()).put("seconds", seconds),
            before.subList(0, Math.min(before.size(), BehaviourFinding.MOST_EARLIER))));
    of.clear();
    return true;
  }

  private void spray(Activity.SignIn signIn, Sighting at, Consumer<BehaviourFinding> told) {
    if (signIn.succeeded() && !tries.has(signIn.source())) {
      return;
    }
    Tries of = tries.get(signIn.source(), Tries::new);
    long within = Math.round(spraying.number("minutes") * 60_000);
    if (of.round.isNewWith(at, within)) {
      of.clear();
    }
    if (signIn.succeeded()) {
      of.succeeded.add(signIn.account());
      return;
    }
    of.failed.add(signIn.account());
    long accounts = of.failed.count();
    if (accounts >= spraying.count("accounts")
        && accounts >= spraying.number("times") * of.succeeded.count()
        && !of.round.isTold()) {
      of.round.tell();
      told.accept(
          BehaviourFinding.of(
              spraying,
              at,
              of.round.start(),
              Map.of("source", signIn.source()),
              "%s failed to sign in with about %,d different accounts within %s, and succeeded with %,d."
                  .formatted(
                      signIn.source(), accounts, of.round.lastedUntil(at), of.succeeded.count()),
              new Figures()
                  .put("accounts that failed", accounts)
                  .put("accounts that succeeded", of.succeeded.count()),
              of.round.first()));
    } else {
      of.round.keep(at);
    }
  }
}
