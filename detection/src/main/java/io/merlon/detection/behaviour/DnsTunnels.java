package io.merlon.detection.behaviour;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Names below one registered domain that carry data: many different, long ones of letters without
 * order, or many answers of a type that holds anything, asked by hardly anybody else.
 */
final class DnsTunnels implements Baseline {
  private static final int MOST_PAIRS = 10_000;
  private static final int MOST_DOMAINS = 20_000;
  private static final Set<String> ROOMY = Set.of("TXT", "NULL", "CNAME", "MX", "KEY", "PRIVATE");

  private final BehaviourRule rule;
  private final long withinMillis;
  private final Recent<Names> pairs = new Recent<>(MOST_PAIRS);
  private Recent<DistinctCount> clients = new Recent<>(MOST_DOMAINS);

  /** What a client asked for below a domain within the time that began with the first query. */
  private static final class Names {
    private final DistinctCount different = new DistinctCount();
    private final Round round = new Round();
    private long queries;
    private long roomy;
    private long letters;
    private double entropy;

    void clear() {
      different.clear();
      queries = 0;
      roomy = 0;
      letters = 0;
      entropy = 0;
    }
  }

  DnsTunnels(BehaviourRule rule) {
    this.rule = rule;
    this.withinMillis = Math.round(rule.number("minutes") * 60_000);
  }

  void accept(
      Activity.NameQuery query, DomainName domain, Sighting at, Consumer<BehaviourFinding> told) {
    if (domain.below().isEmpty() || query.client().isEmpty()) {
      return;
    }
    DistinctCount asking = clients.get(domain.registered(), DistinctCount::new);
    asking.add(query.client());
    Names names = pairs.get(query.client() + "|" + domain.registered(), Names::new);
    if (names.round.isNewWith(at, withinMillis)) {
      names.clear();
    }
    names.queries++;
    names.different.add(domain.below());
    names.letters += domain.below().length();
    names.entropy += Letters.entropy(domain.below());
    names.roomy += ROOMY.contains(query.type()) ? 1 : 0;
    if (!names.round.isTold()
        && names.queries >= rule.count("queries")
        && asking.count() <= rule.count("clients")) {
      tell(query, domain, names, asking.count(), at, told);
    } else {
      names.round.keep(at);
    }
  }

  private void tell(
      Activity.NameQuery query,
      DomainName domain,
      Names names,
      long asking,
      Sighting at,
      Consumer<BehaviourFinding> told) {
    long different = names.different.count();
    double length = (double) names.letters / names.queries;
    double entropy = names.entropy / names.queries;
    double roomy = (double) names.roomy / names.queries;
    boolean holdsMuch =
        length >= rule.number("length") && entropy >= rule.number("entropy")
            || length >= rule.number("length-of-roomy") && roomy >= rule.number("roomy");
    if (different < rule.number("different")
        || different < rule.number("share-different") * names.queries
        || !holdsMuch) {
      return;
    }
    names.round.tell();
    told.accept(
        BehaviourFinding.of(
            rule,
            at,
            names.round.start(),
            Map.of("domain", domain.registered(), "client", query.client()),
            "%s asked %,d times below %s within %s for about %,d different names, on average %.0f characters long with %.1f bits a character; %s were of types that hold any data; of all clients seen, %,d ask there."
                .formatted(
                    query.client(),
                    names.queries,
                    domain.registered(),
                    names.round.lastedUntil(at),
                    different,
                    length,
                    entropy,
                    Figures.percent(roomy),
                    asking),
            new Figures()
                .put("queries", names.queries)
                .put("different names", different)
                .put("length", length)
                .put("entropy", entropy)
                .put("share of roomy types", roomy)
                .put("clients", asking),
            names.round.first()));
  }

  @Override
  public String name() {
    return "domains";
  }

  @Override
  public void save(DataOutput out) throws IOException {
    Baselines.save(clients, out, DistinctCount::save);
  }

  @Override
  public void load(DataInput in) throws IOException {
    clients = Baselines.load(MOST_DOMAINS, in, DistinctCount::load);
  }
}
