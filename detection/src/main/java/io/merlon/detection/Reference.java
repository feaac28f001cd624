package io.merlon.detection;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/** The id or name of another rule, and the line that says it. */
record Reference(String text, int line) {
  /** A list of references, none twice and at least one. */
  static List<Reference> list(Node node, String what) {
    List<Reference> references = new ArrayList<>();
    for (Node item : Yaml.items(node)) {
      Reference reference = new Reference(Yaml.text(item, what), Yaml.line(item));
      if (references.stream().anyMatch(one -> one.text.equals(reference.text))) {
        throw RuleFault.failed(reference.line, "'" + reference.text + "' is there twice");
      }
      references.add(reference);
    }
    if (references.isEmpty()) {
      throw RuleFault.failed(Yaml.line(node), what + " must not be empty");
    }
    return List.copyOf(references);
  }
}
