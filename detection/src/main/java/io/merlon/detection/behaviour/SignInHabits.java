package io.merlon.detection.behaviour;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Sign-ins and accesses that are unlike the account's own: from a new place, at an hour at which it
 * hardly ever signs in, or to far more things than in any usual hour.
 */
final class SignInHabits implements Baseline {
  private static final int MOST_ACCOUNTS = 10_000;

  private final BehaviourRule place;
  private final BehaviourRule time;
  private final BehaviourRule volume;
  private Recent<Account> accounts = new Recent<>(MOST_ACCOUNTS);

  SignInHabits(BehaviourRule place, BehaviourRule time, BehaviourRule volume) {
    this.place = place;
    this.time = time;
    this.volume = volume;
  }

  void accept(Activity.SignIn signIn, Sighting at, Consumer<BehaviourFinding> told) {
    if (!signIn.succeeded()) {
      return;
    }
    Account account = accounts.get(signIn.account(), Account::new);
    String from = placeOf(signIn);
    if (!from.isEmpty()
        && !account.knows(from)
        && isLearnt(place, account)
        && account.novelty() <= place.number("novelty")) {
      told.accept(newPlace(signIn, from, account, at));
    }
    double share = account.shareAt(Account.hourOfDay(at.second()));
    if (isLearnt(time, account) && share <= time.number("share")) {
      told.accept(unusualHour(signIn, share, account, at));
    }
    account.signedIn(from, at.second(), time.number("half-life-days"));
    if (!signIn.target().isEmpty()) {
      reached(signIn.account(), signIn.target(), account, at, told);
    }
  }

  void accept(Activity.Access access, Sighting at, Consumer<BehaviourFinding> told) {
    Account account = accounts.get(access.account(), Account::new);
    reached(access.account(), access.target(), account, at, told);
  }

  private static boolean isLearnt(BehaviourRule rule, Account account) {
    return account.signIns() >= rule.count("sign-ins") && account.days() >= rule.number("days");
  }

  /** The country where it is known, else the network of the address, else the machine. */
  private static String placeOf(Activity.SignIn signIn) {
    return signIn.country().isEmpty()
        ? Networks.of(signIn.source())
        : "country " + signIn.country();
  }

  private BehaviourFinding newPlace(
      Activity.SignIn signIn, String from, Account account, Sighting at) {
    return BehaviourFinding.of(
        place,
        at,
        at.time(),
        Map.of("account", signIn.account()),
        "%s signed in from %s (%s), where none of its %,d sign-ins of %.0f days came from; they came from %,d places."
            .formatted(
                signIn.account(),
                from,
                signIn.source(),
                account.signIns(),
                account.days(),
                account.placesMet()),
        new Figures()
            .put("sign-ins", account.signIns())
            .put("days", account.days())
            .put("places", account.placesMet()),
        List.of());
  }

  private BehaviourFinding unusualHour(
      Activity.SignIn signIn, double share, Account account, Sighting at) {
    return BehaviourFinding.of(
        time,
        at,
        at.time(),
        Map.of("account", signIn.account()),
        "%s signed in between %02d:00 and %02d:59 UTC, where with the hours beside it %s of its sign-ins lie (%,d in %.0f days, the latest counting most)."
            .formatted(
                signIn.account(),
                Account.hourOfDay(at.second()),
                Account.hourOfDay(at.second()),
                Figures.percent(share),
                account.signIns(),
                account.days()),
        new Figures()
            .put("share of the hour", share)
            .put("sign-ins", account.signIns())
            .put("days", account.days()),
        List.of());
  }

  private void reached(
      String name, String target, Account account, Sighting at, Consumer<BehaviourFinding> told) {
    long count = account.reachedFor(target, at.second());
    double bar =
        Math.max(
            volume.number("targets"),
            Math.max(
                volume.number("times") * account.mean(),
                account.mean() + volume.number("deviations") * account.deviation()));
    if (account.hoursActive() >= volume.count("hours") && count >= bar && account.tellsVolume()) {
      told.accept(
          BehaviourFinding.of(
              volume,
              at,
              at.time(),
              Map.of("account", name),
              "%s reached for about %,d different machines or resources within an hour; in %,d hours before it was %.1f on average (standard deviation %.1f)."
                  .formatted(
                      name, count, account.hoursActive(), account.mean(), account.deviation()),
              new Figures()
                  .put("different targets", count)
                  .put("usual", account.mean())
                  .put("deviation", account.deviation())
                  .put("hours", account.hoursActive()),
              List.of()));
    }
  }

  @Override
  public String name() {
    return "accounts";
  }

  @Override
  public void save(DataOutput out) throws IOException {
    Baselines.save(accounts, out, Account::save);
  }

  @Override
  public void load(DataInput in) throws IOException {
    accounts = Baselines.load(MOST_ACCOUNTS, in, Account::load);
  }
}
