/**
 * Queries over resources in the language of Azure Resource Graph, a part of KQL. In flow a text and
 * the rows of {@link io.merlon.query.Tables}, out flows a result; {@link io.merlon.query.QueryPlan}
 * is the way in. Time, limits and the moment to give up are arguments.
 */
@NullMarked
package io.merlon.query;

import org.jspecify.annotations.NullMarked;
