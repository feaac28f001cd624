package io.merlon.detection.behaviour;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A client that asks for many registered domains that no person would think of, mostly in vain
 * where the answers are known.
 */
final class GeneratedDomains {
  private static final int MOST_CLIENTS = 10_000;
  private static final int MOST_NAMED = 5;

  private final BehaviourRule rule;
  private final long withinMillis;
  private final Letters letters = Letters.builtIn();
  private final Recent<Names> clients = new Recent<>(MOST_CLIENTS);

  /** What a client asked for within the time that began with the first query. */
  private static final class Names {
    private final DistinctCount all = new DistinctCount();
    private final DistinctCount improbable = new DistinctCount();
    private final DistinctCount known = new DistinctCount();
    private final DistinctCount missing = new DistinctCount();
    private final List<String> some = new ArrayList<>();
    private final Round round = new Round();

    void clear() {
      List.of(all, improbable, known, missing).forEach(DistinctCount::clear);
      some.clear();
    }
  }

  GeneratedDomains(BehaviourRule rule) {
    this.rule = rule;
    this.withinMillis = Math.round(rule.number("minutes") * 60_000);
  }

  void accept(
      Activity.NameQuery query, DomainName domain, Sighting at, Consumer<BehaviourFinding> told) {
    if (query.client().isEmpty()) {
      return;
    }
    Names names = clients.get(query.client(), Names::new);
    if (names.round.isNewWith(at, withinMillis)) {
      names.clear();
    }
    names.all.add(domain.registered());
    if (domain.label().length() < rule.count("length")
        || letters.bits(domain.label()) < rule.number("bits")) {
      return;
    }
    names.improbable.add(domain.registered());
    if (query.answer() != Activity.Answer.UNKNOWN) {
      names.known.add(domain.registered());
    }
    if (query.answer() == Activity.Answer.NOT_THERE) {
      names.missing.add(domain.registered());
    }
    if (names.some.size() < MOST_NAMED && !names.some.contains(domain.registered())) {
      names.some.add(domain.registered());
    }
    if (!names.round.isTold() && isUnusual(names)) {
      names.round.tell();
      told.accept(finding(query, names, at));
    } else {
      names.round.keep(at);
    }
  }

  private boolean isUnusual(Names names) {
    long improbable = names.improbable.count();
    return improbable >= rule.number("domains")
        && improbable >= rule.number("share") * names.all.count()
        && names.missing.count() >= rule.number("missing") * names.known.count();
  }

  private BehaviourFinding finding(Activity.NameQuery query, Names names, Sighting at) {
    return BehaviourFinding.of(
        rule,
        at,
        names.round.start(),
        Map.of("client", query.client()),
        "%s asked within %s for about %,d domains with names of improbable letters, of %,d in all, such as %s; of %,d whose answer is known, %,d do not exist."
            .formatted(
                query.client(),
                names.round.lastedUntil(at),
                names.improbable.count(),
                names.all.count(),
                String.join(", ", names.some),
                names.known.count(),
                names.missing.count()),
        new Figures()
            .put("improbable domains", names.improbable.count())
            .put("domains", names.all.count())
            .put("domains that do not exist", names.missing.count()),
        names.round.first());
  }
}
