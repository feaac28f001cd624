/**
 * What Merlon keeps, in PostgreSQL: one of its own or one that is there. Every write is one
 * transaction; what was acknowledged is on disk.
 */
@NullMarked
package io.merlon.store;

import org.jspecify.annotations.NullMarked;
