package io.merlon.detection;

import java.util.List;

/**
 * A rule that an event matches.
 *
 * @param rule the rule
 * @param event the event
 * @param reasons which fields decided, in the order of the rule's searches
 */
public record Detection(SigmaRule rule, Event event, List<Reason> reasons) {
  /**
   * A field that a search of the rule asks for and that has what it asks.
   *
   * @param search the search's name
   * @param field the field; empty for a keyword
   * @param value its value
   */
  public record Reason(String search, String field, String value) {}
}
