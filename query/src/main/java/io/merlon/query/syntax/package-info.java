/**
 * The language as a typed tree: in flows a text, out flow sealed records with the place of each, or
 * the token where it goes wrong. Nothing here knows a table or a function.
 */
@NullMarked
package io.merlon.query.syntax;

import org.jspecify.annotations.NullMarked;
