/**
 * Planned rules: small final nodes with every constant folded, made from the syntax tree for one
 * policy, its parameters and one resource type, and then only evaluated. In flows a resource's
 * document, out flow truth values, and evidence when asked.
 */
@NullMarked
package io.merlon.policy.evaluate;

import org.jspecify.annotations.NullMarked;
