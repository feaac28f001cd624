/**
 * A Linux machine as a source: in flow its files, {@code /proc}, {@code /sys} and the output of a
 * few of its own commands, out flows one {@code Microsoft.HybridCompute/machines} resource with
 * facts, as FACTS.md beside this module names them. Only reads. What could not be read is left out
 * and named in {@code notRead}: there is no guessed fact. Secrets (password hashes, keys, passwords
 * in scheduled commands) never become facts.
 */
package io.merlon.connect.machine;
