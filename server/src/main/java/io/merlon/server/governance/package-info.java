/** Governance: what is settled of unhealthy resources outlives passes and restarts. */
@NullMarked
package io.merlon.server.governance;

import org.jspecify.annotations.NullMarked;
