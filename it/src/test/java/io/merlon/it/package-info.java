/** End-to-end tests with real parts, and tests of the house as a whole. */
@NullMarked
package io.merlon.it;

import org.jspecify.annotations.NullMarked;
