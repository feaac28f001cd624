package io.merlon.detection.behaviour;

import io.merlon.detection.Detection;
import io.merlon.detection.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Behaviour that is unlike what was learnt.
 *
 * @param rule what makes it count as unusual
 * @param start when it began
 * @param end when the event happened that makes it known
 * @param group what it is about, such as the group of machines, the account or the destination, in
 *     the order of their names, so that the same input gives the same output
 * @param explanation one sentence with the figures and what they are held against
 * @param figures the figures by themselves
 * @param event the event that makes it known
 * @param earlier some of the events before that it rests on, at most {@link #MOST_EARLIER}
 */
public record BehaviourFinding(
    BehaviourRule rule,
    Instant start,
    Instant end,
    Map<String, String> group,
    String explanation,
    Map<String, String> figures,
    Event event,
    List<Earlier> earlier) {
  /** How many earlier events are kept at most. */
  public static final int MOST_EARLIER = 9;

  /**
   * An event that is no longer held.
   *
   * @param source the file (an archive's entry after {@code !})
   * @param position its line or record, from 1
   * @param time when it happened
   */
  public record Earlier(String source, long position, Instant time) {}

  /** What tells why, as for the match of a rule: the explanation first, then each figure. */
  public List<Detection.Reason> reasons() {
    List<Detection.Reason> reasons = new ArrayList<>();
    reasons.add(new Detection.Reason("behaviour", "", explanation));
    Stream.of(group, figures)
        .flatMap(one -> one.entrySet().stream())
        .forEach(
            one -> reasons.add(new Detection.Reason("behaviour", one.getKey(), one.getValue())));
    return List.copyOf(reasons);
  }

  /** A finding that the event at hand makes known. */
  static BehaviourFinding of(
      BehaviourRule rule,
      Sighting at,
      Instant start,
      Map<String, String> group,
      String explanation,
      Figures figures,
      List<Earlier> earlier) {
    return new BehaviourFinding(
        rule,
        start.isAfter(at.time()) ? at.time() : start,
        at.time(),
        Collections.unmodifiableSortedMap(new TreeMap<>(group)),
        explanation,
        figures.texts(),
        at.event(),
        List.copyOf(earlier));
  }
}
