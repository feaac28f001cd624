/**
 * The plan: in flows a query's tree, out flow nodes in which names are resolved, types known and
 * constants folded; rows are pushed through them from the tables to the result.
 */
@NullMarked
package io.merlon.query.evaluate;

import org.jspecify.annotations.NullMarked;
