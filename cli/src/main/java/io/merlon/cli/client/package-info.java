/**
 * Commands against a server: they sign in as a client, speak the ARM REST API and show what it
 * answers, as tables for people or as the JSON that came.
 */
@NullMarked
package io.merlon.cli.client;

import org.jspecify.annotations.NullMarked;
