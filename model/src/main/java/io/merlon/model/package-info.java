/**
 * What everything else speaks of: JSON values with case-insensitive property names, resources and
 * their ARM ids, severities.
 *
 * <p>All types are immutable and safe to share between threads. The package reads and writes
 * nothing; text becomes values in {@code io.merlon.json}.
 */
package io.merlon.model;
