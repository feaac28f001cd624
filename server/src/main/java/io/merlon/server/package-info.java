/** The server: continuous assessment, spoken to through the ARM REST API. */
@NullMarked
package io.merlon.server;

import org.jspecify.annotations.NullMarked;
