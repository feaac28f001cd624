/**
 * Jobs on a server's data from beside it: checking and exporting the audit log, a bundle for
 * support. They work while the server runs and while it does not, and start no Spring.
 */
@NullMarked
package io.merlon.server.maintenance;

import org.jspecify.annotations.NullMarked;
