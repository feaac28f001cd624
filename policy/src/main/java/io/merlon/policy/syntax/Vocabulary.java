package io.merlon.policy.syntax;

import java.util.Optional;

/** What a rule may speak of: the functions of the language and the definition's parameters. */
@FunctionalInterface
public interface Vocabulary {
  /** Why this call is wrong (function unknown, not allowed in rules, arguments), or nothing. */
  Optional<String> objectionTo(Expression.Call call);
}
