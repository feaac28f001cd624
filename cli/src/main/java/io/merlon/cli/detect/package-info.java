/** Detection rules over recorded events: {@code merlon detect}. */
@NullMarked
package io.merlon.cli.detect;

import org.jspecify.annotations.NullMarked;
