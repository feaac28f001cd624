package io.merlon.detection.behaviour;

import io.merlon.detection.Event;
import io.merlon.detection.EventTime;
import io.merlon.detection.behaviour.BehaviourRule.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Learns what is usual and tells what is not, event by event, in bounded memory. All time is that
 * of the events. For one thread at a time.
 */
public final class BehaviourAnalyzer {
  private final BehaviourRules rules;
  private final ActivityReader reader = new ActivityReader();
  private final MachineGroups machines = new MachineGroups("machines");
  private final RareChildren children;
  private final NewBinaries binaries;
  private final SignInHabits signIns;
  private final GuessedPasswords passwords;
  private final Beacons beacons;
  private final DnsTunnels tunnels;
  private final GeneratedDomains generated;
  private long looked;
  private long untimed;

  /** Begins with nothing learnt. */
  public BehaviourAnalyzer(BehaviourRules rules) {
    this.rules = rules;
    this.children = new RareChildren(rules.of(Kind.RARE_CHILD));
    this.binaries = new NewBinaries(rules.of(Kind.NEW_BINARY));
    this.signIns =
        new SignInHabits(
            rules.of(Kind.SIGN_IN_PLACE),
            rules.of(Kind.SIGN_IN_HOUR),
            rules.of(Kind.ACCESS_VOLUME));
    this.passwords =
        new GuessedPasswords(rules.of(Kind.GUESSED_PASSWORD), rules.of(Kind.PASSWORD_SPRAYING));
    this.beacons = new Beacons(rules.of(Kind.BEACON));
    this.tunnels = new DnsTunnels(rules.of(Kind.DNS_TUNNEL));
    this.generated = new GeneratedDomains(rules.of(Kind.GENERATED_DOMAINS));
  }

  /**
   * Begins with what {@link #save()} gave.
   *
   * @throws IllegalArgumentException with the reason when it is not that, or was damaged
   */
  public static BehaviourAnalyzer load(BehaviourRules rules, byte[] saved) {
    BehaviourAnalyzer analyzer = new BehaviourAnalyzer(rules);
    Baselines.load(saved, analyzer.baselines());
    return analyzer;
  }

  /**
   * What was learnt: versioned, with a checksum. What is counted at the moment is not part of it.
   */
  public byte[] save() {
    return Baselines.save(baselines());
  }

  private List<Baseline> baselines() {
    return List.of(machines, children, binaries, signIns, beacons, tunnels);
  }

  /** Takes in an event, which knows its time. */
  public List<BehaviourFinding> accept(Event event) {
    return accept(event, () -> EventTime.instant(event));
  }

  /** Takes in an event of that time; without a time nothing is learnt from it. */
  public List<BehaviourFinding> accept(Event event, Optional<Instant> time) {
    return accept(event, () -> time);
  }

  private List<BehaviourFinding> accept(Event event, Supplier<Optional<Instant>> time) {
    Optional<Activity> activity = reader.read(event);
    if (activity.isEmpty()) {
      return List.of();
    }
    looked++;
    Optional<Instant> known = time.get();
    if (known.isEmpty()) {
      untimed++;
      return List.of();
    }
    List<BehaviourFinding> findings = new ArrayList<>(0);
    look(activity.get(), new Sighting(event, known.get()), findings);
    return findings;
  }

  private void look(Activity activity, Sighting at, List<BehaviourFinding> findings) {
    switch (activity) {
      case Activity.ProcessStart start -> {
        MachineGroups.Known known = machines.of(MachineGroups.groupOf(start.host()));
        children.accept(start, known, at, findings::add);
        binaries.accept(start, known, at, findings::add);
        known.see(at.second());
      }
      case Activity.SignIn signIn -> {
        passwords.accept(signIn, at, findings::add);
        signIns.accept(signIn, at, findings::add);
      }
      case Activity.Access access -> signIns.accept(access, at, findings::add);
      case Activity.Connection connection -> beacons.accept(connection, at, findings::add);
      case Activity.NameQuery query ->
          DomainName.of(query.name())
              .ifPresent(domain -> {
                tunnels.accept(query, domain, at, findings::add);
                generated.accept(query, domain, at, findings::add);
              });
    }
  }

  /** The rules that it goes by. */
  public BehaviourRules rules() {
    return rules;
  }

  /** How many events were of concern. */
  public long looked() {
    return looked;
  }

  /** How many of these had no time and taught nothing. */
  public long untimed() {
    return untimed;
  }
}
