/**
 * The policy language as a typed tree: in flows a rule's JSON, out flow sealed records with a JSON
 * pointer each, or problems. Nothing here knows a resource or the value of a parameter.
 */
@NullMarked
package io.merlon.policy.syntax;

import org.jspecify.annotations.NullMarked;
