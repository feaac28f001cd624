/** The ARM REST API: requests, answers and errors in the shapes that Azure publishes. */
@NullMarked
package io.merlon.server.arm;

import org.jspecify.annotations.NullMarked;
