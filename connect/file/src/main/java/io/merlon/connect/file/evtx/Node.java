package io.merlon.connect.file.evtx;

import io.merlon.model.Value;
import java.util.List;

/** Binary XML as a template states it: with holes that each record fills. */
sealed interface Node {
  /** An element; its attributes' values are nodes as well. */
  record Element(String name, List<Attribute> attributes, List<Node> children) implements Node {}

  /** A value that the template states itself. */
  record Constant(Value value) implements Node {}

  /** A hole, filled with the record's value of this index. */
  record Hole(int index) implements Node {}

  /** A template with what a record fills its holes with. */
  record Instance(List<Node> template, List<Filling> fillings) implements Node {}

  /** An attribute of an element. */
  record Attribute(String name, List<Node> value) {}

  /** What a hole is filled with: a value, or nodes where it is binary XML itself. */
  record Filling(Value value, List<Node> nodes) {}
}
