package io.merlon.detection;

import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.parser.Parser;

/** Refuses nesting so deep that composing it, which recurses, would exhaust the stack. */
final class ShallowParser implements Parser {
  private static final int MAX_DEPTH = 100;

  private final Parser parser;
  private int depth;

  ShallowParser(Parser parser) {
    this.parser = parser;
  }

  @Override
  public boolean checkEvent(Event.ID choice) {
    return parser.checkEvent(choice);
  }

  @Override
  public Event peekEvent() {
    return parser.peekEvent();
  }

  @Override
  public boolean hasNext() {
    return parser.hasNext();
  }

  @Override
  public Event next() {
    Event event = parser.next();
    switch (event.getEventId()) {
      case MappingStart, SequenceStart -> depth++;
      case MappingEnd, SequenceEnd -> depth--;
      default -> {}
    }
    if (depth > MAX_DEPTH) {
      throw RuleFault.failed(
          event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0),
          "nested deeper than " + MAX_DEPTH);
    }
    return event;
  }
}
