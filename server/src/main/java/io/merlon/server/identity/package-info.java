/** Who is asking and what they may do: tokens, roles, audit. */
@NullMarked
package io.merlon.server.identity;

import org.jspecify.annotations.NullMarked;
