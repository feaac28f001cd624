/**
 * Continuous export: what changes goes to files and web hooks as OCSF, by the {@code
 * Microsoft.Security/automations} that are stored. A change puts what is to be told into the outbox
 * in its own transaction; a courier for each receiver takes it from there, at least once.
 */
@NullMarked
package io.merlon.server.export;

import org.jspecify.annotations.NullMarked;
