/** Events to alerts and incidents: what is analysed, with which rules, and how it is kept. */
@NullMarked
package io.merlon.server.threat;

import org.jspecify.annotations.NullMarked;
