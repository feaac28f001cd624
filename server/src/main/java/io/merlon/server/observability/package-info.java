/** How the server does, for those who run it: health, readiness, metrics. */
@NullMarked
package io.merlon.server.observability;

import org.jspecify.annotations.NullMarked;
